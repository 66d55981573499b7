"""Reading ↔ JSON."""

from __future__ import annotations

import base64
from datetime import date
from typing import Any, Literal

from pydantic import Field

from briefing.forms.actor import ActorForm
from briefing.forms.article import BlockForm
from briefing.forms.base import Form, Published
from briefing.model import (
    Anchor,
    Article,
    Fault,
    Mention,
    MentionType,
    PageMark,
    PublishedFrom,
    Reading,
    Sentence,
    SentenceKind,
    Span,
    Timex,
    TimexType,
)


class SentenceForm(Form):
    """One sentence."""

    start: int
    end: int
    kind: SentenceKind


class MentionForm(Form):
    """One mention and its actor."""

    start: int
    end: int
    type: MentionType
    actor: str | None

    @classmethod
    def of(cls, mention: Mention) -> MentionForm:
        """The form of ``mention``."""
        return cls(start=mention.span.start, end=mention.span.end, type=mention.type, actor=mention.actor)

    def noun(self) -> Mention:
        """The mention that this form was made of."""
        return Mention(span=Span(self.start, self.end), type=self.type, actor=self.actor)


class TimexForm(Form):
    """One time expression and the days it spans."""

    start: int
    end: int
    type: TimexType
    value: str
    from_: date | None = Field(None, alias="from")
    to: date | None = None
    certain: bool
    anchor: Anchor = "none"
    rule: str = ""

    @classmethod
    def of(cls, timex: Timex) -> TimexForm:
        """The form of ``timex``."""
        return cls(
            start=timex.span.start, end=timex.span.end, type=timex.type, value=timex.value, from_=timex.first,
            to=timex.last, certain=timex.certain, anchor=timex.anchor, rule=timex.rule,
        )  # fmt: skip

    def noun(self) -> Timex:
        """The timex that this form was made of."""
        return Timex(
            span=Span(self.start, self.end), type=self.type, value=self.value, first=self.from_, last=self.to,
            certain=self.certain, anchor=self.anchor, rule=self.rule,
        )  # fmt: skip


class FaultForm(Form):
    """A part of a reading that was left out because the program failed on it."""

    step: str
    part: str
    error: str


class ReadingForm(Form):
    """All that one article says. `blocks`, `vectors` and `width` are kept by the archive only."""

    schema_: Literal["briefing.reading/1"] = Field("briefing.reading/1", alias="schema")
    id: str
    title: str
    source: str
    url: str
    language: str
    authors: list[str]
    published: Published
    published_from: PublishedFrom
    published_certain: bool = True
    section: str = ""
    marks: list[PageMark] = []
    text: str
    sentences: list[SentenceForm]
    mentions: list[MentionForm]
    references: list[MentionForm] = []
    actors: list[ActorForm]
    timexes: list[TimexForm]
    salience: list[float] = []
    summary: list[int]
    version: str = ""
    faults: list[FaultForm] = []
    origin: str | None = None
    extract: str | None = None
    blocks: list[BlockForm] | None = None
    vectors: str | None = None
    width: int | None = None

    @classmethod
    def of(cls, reading: Reading, *, whole: bool = False) -> ReadingForm:
        """The form of ``reading``; ``whole`` adds what only the archive needs."""
        article = reading.article
        return cls(
            id=article.id, title=article.title, source=article.source, url=article.url, language=article.language,
            authors=list(article.authors), published=article.published, published_from=article.published_from,
            published_certain=article.published_certain, section=article.section, marks=sorted(article.marks),
            text=article.text,
            sentences=[SentenceForm(start=s.span.start, end=s.span.end, kind=s.kind) for s in reading.sentences],
            mentions=[MentionForm.of(m) for m in reading.mentions],
            references=[MentionForm.of(m) for m in reading.references],
            actors=[ActorForm.of(a) for a in reading.actors],
            timexes=[TimexForm.of(t) for t in reading.timexes],
            salience=[round(score, 4) for score in reading.salience],
            summary=list(reading.summary), version=reading.version,
            faults=[FaultForm(step=f.step, part=f.part, error=f.error) for f in reading.faults],
            origin=article.origin if whole else None,
            extract=article.extract if whole else None,
            blocks=[BlockForm.of(block) for block in article.blocks] if whole else None,
            vectors=base64.b64encode(reading.vectors).decode() if whole else None,
            width=reading.width if whole else None,
        )  # fmt: skip

    def noun(self) -> Reading:
        """The reading that this form was made of."""
        article = Article(
            id=self.id, title=self.title, text=self.text, published=self.published,
            published_from=self.published_from, published_certain=self.published_certain,
            section=self.section, marks=frozenset(self.marks), source=self.source, url=self.url, language=self.language,
            authors=tuple(self.authors), origin=self.origin or "", extract=self.extract or "",
            blocks=tuple(block.noun() for block in self.blocks or []),
        )  # fmt: skip
        return Reading(
            article=article,
            sentences=tuple(Sentence(span=Span(s.start, s.end), kind=s.kind) for s in self.sentences),
            mentions=tuple(m.noun() for m in self.mentions),
            references=tuple(m.noun() for m in self.references),
            actors=tuple(a.noun() for a in self.actors),
            timexes=tuple(t.noun() for t in self.timexes),
            salience=tuple(self.salience), summary=tuple(self.summary),
            vectors=base64.b64decode(self.vectors or ""), width=self.width or 0, version=self.version,
            faults=tuple(Fault(step=f.step, part=f.part, error=f.error) for f in self.faults),
        )  # fmt: skip

    def plain(self) -> dict[str, Any]:
        """As `Form.plain`, without the archive's fields where they are not set."""
        plain = super().plain()
        for name in ("origin", "extract", "blocks", "vectors", "width"):
            if plain[name] is None:
                del plain[name]
        return plain
