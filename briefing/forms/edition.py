"""Edition ↔ JSON. The texts of the sources stay in the archive; their SHA-256 stands here."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from briefing.forms.actor import ActorForm, RoleForm
from briefing.forms.base import Form, Published
from briefing.model import (
    BottomLine,
    CalendarEntry,
    Change,
    ChangeKind,
    Citation,
    Claim,
    Counts,
    Difference,
    Edition,
    EditionActor,
    EditionSource,
    EditionStory,
    KeyPoint,
    PublishedFrom,
    Role,
    Section,
    Skipped,
    Span,
    Status,
    StoryDate,
    Tie,
    Window,
)


class CitationForm(Form):
    """Where in which source."""

    source: str
    start: int
    end: int

    @classmethod
    def of(cls, citation: Citation) -> CitationForm:
        """The form of ``citation``."""
        return cls(source=citation.source, start=citation.span.start, end=citation.span.end)

    def noun(self) -> Citation:
        """The citation that this form was made of."""
        return Citation(source=self.source, span=Span(self.start, self.end))


def _citations(citations: tuple[Citation, ...]) -> list[CitationForm]:
    return [CitationForm.of(citation) for citation in citations]


class KeyPointForm(Form):
    """A source's sentence as printed, and who printed it."""

    text: str
    verbatim: str
    citations: list[CitationForm]

    @classmethod
    def of(cls, point: KeyPoint) -> KeyPointForm:
        """The form of ``point``."""
        return cls(text=point.text, verbatim=point.verbatim, citations=_citations(point.citations))

    def noun(self) -> KeyPoint:
        """The key point that this form was made of.

        Raises:
            ValueError: if it is not verbatim.
        """
        return KeyPoint(text=self.text, verbatim=self.verbatim, citations=tuple(c.noun() for c in self.citations))


class BottomLineForm(KeyPointForm):
    """A key point and its story."""

    story: str = ""


class StoryDateForm(Form):
    """A day, or a span from … to, that a key point names."""

    day: date | None = None
    from_: date | None = Field(None, alias="from")
    to: date | None = None
    text: str
    key_point: int

    @model_serializer(mode="wrap")
    def _either_or(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Either `day` or `from` and `to`."""
        return {key: value for key, value in handler(self).items() if value is not None}


class ClaimForm(Form):
    """One of several values for the same thing."""

    value: str
    citations: list[CitationForm]


class DifferenceForm(Form):
    """Where sources differ."""

    about: str
    claims: list[ClaimForm]
    updated: bool = False


class EditionStoryForm(Form):
    """A story as printed."""

    id: str
    title: str
    title_citation: CitationForm | None = None
    status: Status
    day: int
    key_points: list[KeyPointForm]
    fresh: list[int] = []
    sources: list[str]
    independent: int
    actors: list[str]
    dates: list[StoryDateForm]
    differences: list[DifferenceForm]
    volume: list[int] = []

    @classmethod
    def of(cls, story: EditionStory) -> EditionStoryForm:
        """The form of ``story``."""
        return cls(
            id=story.id, title=story.title,
            title_citation=CitationForm.of(story.title_citation) if story.title_citation else None,
            status=story.status, day=story.day, key_points=[KeyPointForm.of(p) for p in story.key_points],
            fresh=list(story.fresh), sources=list(story.sources), independent=story.independent,
            actors=list(story.actors), dates=[_story_date(d) for d in story.dates],
            differences=[
                DifferenceForm(
                    about=d.about, updated=d.updated,
                    claims=[ClaimForm(value=c.value, citations=_citations(c.citations)) for c in d.claims],
                )
                for d in story.differences
            ],
            volume=list(story.volume),
        )  # fmt: skip

    def noun(self) -> EditionStory:
        """The story that this form was made of."""
        return EditionStory(
            id=self.id, title=self.title, title_citation=self.title_citation.noun() if self.title_citation else None,
            status=self.status, day=self.day, key_points=tuple(p.noun() for p in self.key_points),
            fresh=tuple(self.fresh), sources=tuple(self.sources), independent=self.independent,
            actors=tuple(self.actors),
            dates=tuple(
                StoryDate(first=first, last=last, text=d.text, key_point=d.key_point)
                for d in self.dates
                if (first := d.day or d.from_) and (last := d.day or d.to)
            ),
            differences=tuple(
                Difference(
                    about=d.about, updated=d.updated,
                    claims=tuple(Claim(value=c.value, citations=tuple(x.noun() for x in c.citations)) for c in d.claims),
                )
                for d in self.differences
            ),
            volume=tuple(self.volume),
        )  # fmt: skip


def _story_date(named: StoryDate) -> StoryDateForm:
    if named.first == named.last:
        return StoryDateForm(day=named.first, text=named.text, key_point=named.key_point)
    return StoryDateForm(from_=named.first, to=named.last, text=named.text, key_point=named.key_point)


class SectionForm(Form):
    """The stories of one lead actor."""

    actor: str | None
    title: str
    stories: list[EditionStoryForm]


class EditionActorForm(ActorForm):
    """An actor as printed in the table."""

    also_known_as: list[str] = []
    stories: list[str] = []
    first_seen: date | None = None
    volume: list[int] = []


class ChangeForm(Form):
    """One line of "since the last brief"."""

    kind: ChangeKind
    story: str
    title: str
    text: str
    citations: list[CitationForm]


class TieForm(Form):
    """Two actors named together."""

    left: str
    right: str
    sentences: int


class CalendarForm(Form):
    """A dated thing."""

    from_: date = Field(alias="from")
    to: date
    what: KeyPointForm
    story: str
    time: str = ""
    certain: bool = True
    words: str = ""

    @classmethod
    def of(cls, entry: CalendarEntry) -> CalendarForm:
        """The form of ``entry``."""
        return cls(
            from_=entry.first, to=entry.last, what=KeyPointForm.of(entry.what), story=entry.story, time=entry.time,
            certain=entry.certain, words=entry.words,
        )  # fmt: skip

    def noun(self) -> CalendarEntry:
        """The entry that this form was made of."""
        return CalendarEntry(
            first=self.from_, last=self.to, what=self.what.noun(), story=self.story, time=self.time,
            certain=self.certain, words=self.words,
        )  # fmt: skip


class SourceForm(Form):
    """A source as printed; `sha256` is of the archived text."""

    id: str
    number: int = 0
    title: str
    source: str
    url: str
    published: Published = None
    published_from: PublishedFrom = "unknown"
    language: str = "en"
    sha256: str
    copy_of: str | None = None
    cited: list[tuple[int, int]] = []


class SkippedForm(Form):
    """An input that could not be used, and why."""

    input: str
    reason: str
    remedy: str = ""


class CountsForm(Form):
    """What came in and what became of it."""

    inputs: int
    articles: int
    copies: int
    stories: int
    skipped: int
    outlets: int = 0
    languages: int = 0


class WindowForm(Form):
    """The stretch of news that an edition covers."""

    from_: datetime = Field(alias="from")
    to: datetime


class PreviousForm(Form):
    """The brief that `changes` compares with."""

    number: int
    date: date


class EditionForm(Form):
    """One day's brief."""

    schema_: Literal["briefing.edition/1"] = Field("briefing.edition/1", alias="schema")
    date: date
    number: int
    title: str
    generated_by: str
    language: str = "en"
    timezone: str = "UTC"
    window: WindowForm
    classification: str = ""
    previous: PreviousForm | None = None
    bottom_line: list[BottomLineForm]
    changes: list[ChangeForm] = []
    sections: list[SectionForm]
    actors: list[EditionActorForm]
    ties: list[TieForm] = []
    calendar: list[CalendarForm]
    timeline: list[CalendarForm] = []
    sources: list[SourceForm]
    left_out: list[SkippedForm]
    cut: list[str] = []
    counts: CountsForm

    @classmethod
    def of(cls, edition: Edition) -> EditionForm:
        """The form of ``edition``."""
        return cls(
            date=edition.date, number=edition.number, title=edition.title, generated_by=edition.generated_by,
            language=edition.language, timezone=edition.timezone,
            window=WindowForm(from_=edition.window.first, to=edition.window.last),
            classification=edition.classification,
            previous=PreviousForm(number=edition.previous[0], date=edition.previous[1]) if edition.previous else None,
            bottom_line=[
                BottomLineForm(text=b.point.text, verbatim=b.point.verbatim, citations=_citations(b.point.citations), story=b.story)
                for b in edition.bottom_line
            ],
            changes=[
                ChangeForm(kind=c.kind, story=c.story, title=c.title, text=c.text, citations=_citations(c.citations))
                for c in edition.changes
            ],
            sections=[
                SectionForm(actor=s.actor, title=s.title, stories=[EditionStoryForm.of(story) for story in s.stories])
                for s in edition.sections
            ],
            actors=[_actor_form(actor) for actor in edition.actors],
            ties=[TieForm(left=t.left, right=t.right, sentences=t.sentences) for t in edition.ties],
            calendar=[CalendarForm.of(entry) for entry in edition.calendar],
            timeline=[CalendarForm.of(entry) for entry in edition.timeline],
            sources=[
                SourceForm(
                    id=s.id, number=s.number, title=s.title, source=s.source, url=s.url, published=s.published,
                    published_from=s.published_from, language=s.language, sha256=s.sha256, copy_of=s.copy_of,
                    cited=[(span.start, span.end) for span in s.cited],
                )
                for s in edition.sources
            ],
            left_out=[SkippedForm(input=s.input, reason=s.reason, remedy=s.remedy) for s in edition.left_out],
            cut=list(edition.cut),
            counts=CountsForm(
                inputs=edition.counts.inputs, articles=edition.counts.articles, copies=edition.counts.copies,
                stories=edition.counts.stories, skipped=edition.counts.skipped, outlets=edition.counts.outlets,
                languages=edition.counts.languages,
            ),
        )  # fmt: skip

    def noun(self) -> Edition:
        """The edition that this form was made of, without its sources' texts."""
        return Edition(
            date=self.date, number=self.number, title=self.title, generated_by=self.generated_by,
            language=self.language, timezone=self.timezone,
            window=Window(first=self.window.from_, last=self.window.to), classification=self.classification,
            previous=(self.previous.number, self.previous.date) if self.previous else None,
            bottom_line=tuple(BottomLine(story=b.story, point=b.noun()) for b in self.bottom_line),
            changes=tuple(
                Change(kind=c.kind, story=c.story, title=c.title, text=c.text, citations=tuple(x.noun() for x in c.citations))
                for c in self.changes
            ),
            sections=tuple(
                Section(actor=s.actor, title=s.title, stories=tuple(story.noun() for story in s.stories))
                for s in self.sections
            ),
            actors=tuple(_actor_noun(actor) for actor in self.actors),
            ties=tuple(Tie(left=t.left, right=t.right, sentences=t.sentences) for t in self.ties),
            calendar=tuple(entry.noun() for entry in self.calendar),
            timeline=tuple(entry.noun() for entry in self.timeline),
            sources=tuple(
                EditionSource(
                    id=s.id, number=s.number, title=s.title, source=s.source, url=s.url, published=s.published,
                    published_from=s.published_from, language=s.language, sha256=s.sha256, text="",
                    copy_of=s.copy_of, cited=tuple(Span(start, end) for start, end in s.cited),
                )
                for s in self.sources
            ),
            left_out=tuple(Skipped(input=s.input, reason=s.reason, remedy=s.remedy) for s in self.left_out),
            cut=tuple(self.cut),
            counts=Counts(**self.counts.model_dump()),
        )  # fmt: skip


def _actor_form(actor: EditionActor) -> EditionActorForm:
    return EditionActorForm(
        id=actor.id, name=actor.name, type=actor.type, aliases=list(actor.aliases),
        roles=[role.text for role in actor.roles],
        dated_roles=[RoleForm(text=role.text, day=role.day) for role in actor.roles],
        affiliation=actor.affiliation, salience=round(actor.salience, 4), mentions=actor.mentions,
        also_known_as=list(actor.also_known_as), stories=list(actor.stories), first_seen=actor.first_seen,
        volume=list(actor.volume),
    )  # fmt: skip


def _actor_noun(form: EditionActorForm) -> EditionActor:
    return EditionActor(
        id=form.id, name=form.name, type=form.type, aliases=tuple(form.aliases),
        also_known_as=tuple(form.also_known_as),
        roles=tuple(Role(text=role.text, day=role.day) for role in form.dated_roles),
        affiliation=form.affiliation, salience=form.salience, stories=tuple(form.stories), mentions=form.mentions,
        first_seen=form.first_seen, volume=tuple(form.volume),
    )  # fmt: skip
