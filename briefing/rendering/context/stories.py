"""The stories of the edition, section by section, and its bottom line."""

from collections.abc import Mapping

from briefing.model import (
    BottomLine,
    Change,
    Desk,
    Difference,
    Edition,
    EditionActor,
    EditionStory,
    Section,
    is_whole,
    repeats,
)
from briefing.rendering.charts import Palette, sparkline
from briefing.rendering.cleaning import clipped
from briefing.rendering.context.actors import role_of
from briefing.rendering.context.citing import Citing
from briefing.rendering.context.weight import called_desk, genre_of, why_here
from briefing.rendering.passages import runs
from briefing.rendering.quoted import Point
from briefing.rendering.views import ChangeView, ClaimView, DifferenceView, Line, Named, SectionView, StoryView

#: Actors named under a story; dates likewise; other spellings of one of them; outlets of another language.
ACTORS, DATES, ALSO, ABROAD = 6, 8, 3, 3

_KINDS = {"new": "New", "developing": "Moved", "revised": "Revised", "disputed": "Disputed", "quiet": "Quiet"}


class Stories:
    """Story id → where it stands in this edition; of a cut edition the whole one is known too."""

    def __init__(
        self,
        citing: Citing,
        actors: Mapping[str, EditionActor],
        anchors: Mapping[str, str],
        palette: Palette,
        whole: Edition,
    ) -> None:
        self.citing, self.palette, self.actors, self.actor_anchors = citing, palette, actors, anchors
        self.edition, self.words, self.anchors = citing.edition, citing.words, citing.anchors
        self.named_in: dict[str, list[str]] = {}
        for actor in self.edition.actors:
            for id_ in actor.stories:
                self.named_in.setdefault(id_, []).append(actor.id)
        self.places = {item.story: n for n, item in enumerate(self.edition.front.items, 1)}
        self.by_id = {story.id: story for section in whole.sections for story in section.stories}
        self.kickers = {story.id: section.title for section in whole.sections for story in section.stories}

    def sections(self) -> tuple[SectionView, ...]:
        """The sections in order."""
        return tuple(self._section(n, section) for n, section in enumerate(self.edition.sections, 1))

    def _section(self, number: int, section: Section) -> SectionView:
        actor = self.actors.get(section.actor or "")
        volume = actor.volume if actor else ()
        told = self._volume_words(volume)
        return SectionView(
            anchor=f"section-{number}",
            title=self._heading(section),
            role=role_of(actor, self.edition, self.words, self.actors) if actor else "",
            stories=tuple(self._story(story, section) for story in section.stories),
            volume=sparkline(volume, ", ".join(told), self.palette),
            volume_words=told,
        )

    def _heading(self, section: Section) -> str:
        """What the section is called: by its actor, its place, or the desks of its stories."""
        desks = [desk for desk in dict.fromkeys(story.desk for story in section.stories) if desk is not Desk.OTHER]
        title = clipped(section.title) or ", ".join(called_desk(desk, self.words) for desk in desks)
        if not title:
            return called_desk(Desk.OTHER, self.words)
        return self.words("Also: {desk}").format(desk=title) if section.also else title

    def _volume_words(self, volume: tuple[int, ...]) -> tuple[str, ...]:
        if len(volume) < 2 or not any(volume):
            return ()
        usual = sum(volume[:-1]) / (len(volume) - 1)
        shown = self.words.number(round(usual) if usual >= 2 else round(usual, 1))
        return (
            self.words.count("{n} article today", "{n} articles today", volume[-1]),
            self.words("{usual} a day, last {days} days").format(usual=shown, days=len(volume)),
        )

    def _story(self, story: EditionStory, section: Section) -> StoryView:
        told = self._volume_words(story.volume)
        present = [self.actors[id_] for id_ in story.actors if id_ in self.actors]
        named = [actor for actor in present if actor.id != section.actor]  # that one is the heading
        today = self.edition.date
        most = ACTORS if self.actor_anchors else 2 * ACTORS  # without a table they stand here
        shown = {section.actor, *story.actors, *self.named_in.get(story.id, ())} & self.actor_anchors.keys()
        return StoryView(
            anchor=self.anchors[story.id],
            id=story.id,
            title=story.title,
            title_cite=self.citing.cite(story.title_citation) if story.title_citation else None,
            status=story.status,
            status_label=self.status(story),
            support=self.support(story),
            genre=genre_of(story.gravity, self.words),
            why_here=why_here(story.gravity, self.words),
            place=self.places.get(story.id, 0),
            points=self._points(story),
            actors=tuple(self._named(actor) for actor in named[:most]),
            more_actors=max(0, len(named) - most),
            filters=" ".join(sorted(self.actor_anchors[id_] for id_ in shown if id_)),
            dates=tuple(self.citing.span(d.first, d.last) for d in story.dates if not d.first == d.last == today)[
                :DATES
            ],
            differences=tuple(self._difference(d) for d in story.differences),
            volume=sparkline(story.volume, ", ".join(told), self.palette),
            volume_words=", ".join(told),
        )

    def _points(self, story: EditionStory) -> tuple[Point, ...]:
        """The key points: none that the heading is, nor what the bottom line above the only story of a brief has just said."""
        goes_on = story.status == "developing" and len(story.fresh) < len(story.key_points)
        bottom = () if len(self.by_id) > 1 or len(story.key_points) == 1 else self.edition.bottom_line
        said = [line.point for line in bottom]
        return tuple(
            self.citing.point(point, fresh=goes_on and n in story.fresh)
            for n, point in enumerate(story.key_points)
            if point not in said and not (point.text == point.verbatim and is_whole(story.title, point.verbatim))
        )

    def _named(self, actor: EditionActor) -> Named:
        role = actor.roles[0].text if actor.roles else ""
        also = () if self.actor_anchors else tuple(name for name in actor.also_known_as if name != actor.name)[:ALSO]
        return Named(
            id=actor.id, name=clipped(actor.name), role=role, anchor=self.actor_anchors.get(actor.id, ""), also=also
        )

    def status(self, story: EditionStory) -> str:
        """One of "New", "Developing · day 3", "Unchanged · day 2"."""
        if story.status == "new":
            return self.words("New")
        label = self.words("Developing") if story.status == "developing" else self.words("Unchanged")
        return f"{label} · {self.words('day {n}').format(n=self.words.number(story.day))}"

    def support(self, story: EditionStory) -> str:
        """One of "Single source", "3 sources", "5 sources, 2 independent"; and in which other languages it is told."""
        sources = max(1, len(story.outlets))
        if sources <= 1:
            return self.words("Single source")
        text = self.words.count("{n} source", "{n} sources", sources)
        if story.independent < sources:
            text += f", {self.words.count('{n} independent', '{n} independent', story.independent)}"
        abroad = self._abroad(story)
        return f"{text} · {self.words('also reported in {languages}').format(languages=abroad)}" if abroad else text

    def _abroad(self, story: EditionStory) -> str:
        """Such as: Russian (TASS), Arabic (An-Nahar); "" where nobody tells it in the edition's language."""
        told: dict[str, dict[str, None]] = {}
        for source in (self.citing.sources[id_] for id_ in story.sources if id_ in self.citing.sources):
            told.setdefault(self.citing.foreign(source), {})[self.citing.outlet(source)] = None
        if told.pop("", None) is None:
            return ""
        return ", ".join(f"{self.words.language_name(code)} ({', '.join([*by][:ABROAD])})" for code, by in told.items())

    def _difference(self, difference: Difference) -> DifferenceView:
        return DifferenceView(
            about=self.words(difference.about),
            claims=tuple(ClaimView(value=c.value, cites=self.citing.cites(c.citations)) for c in difference.claims),
            updated=difference.updated,
        )

    def line(self, number: int, line: BottomLine) -> Line:
        """One of the bottom line."""
        story = self.by_id.get(line.story)
        note = ""
        if story and story.differences:
            updated = all(difference.updated for difference in story.differences)
            note = self.words("figures revised") if updated else self.words("figures differ")
        return Line(
            anchor=f"line-{number}",
            kicker=self.kickers.get(line.story) or "",
            title=story.title if story and not repeats(story.title, line.point.verbatim) else "",
            story=self.anchors.get(line.story, ""),
            point=self.citing.point(line.point),
            support=self.support(story) if story else "",
            single=len(story.outlets) <= 1 if story else False,
            note=note,
        )

    def change(self, change: Change) -> ChangeView:
        """One line of "since the last brief"."""
        story = self.by_id.get(change.story)
        said = next((p for p in (story.key_points if story else ()) if p.text == change.text), None)
        told = runs(change.text, said.verbatim) if said else runs(figures := self._figures(change), figures)
        titled = bool(change.title) and not repeats(change.title, said.verbatim if said else change.text)
        if (
            titled
            and said
            and (change.kind == "new" or any(said.verbatim == line.point.verbatim for line in self.edition.bottom_line))
        ):
            told = ()  # the bottom line has just said it, or the story will: the headline will do
        return ChangeView(
            kind=change.kind,
            label=self.words(_KINDS[change.kind]),
            title=change.title,
            titled=titled,
            story=self.anchors.get(change.story, ""),
            runs=told,
            cites=self.citing.cites(change.citations),
        )

    def _figures(self, change: Change) -> str:
        """The line's text; "dead: 14 → 17" with what was counted in the reader's language."""
        about, colon, values = change.text.partition(": ")
        if change.kind in ("revised", "disputed") and colon:
            return f"{self.words(about)}: {values}"
        return change.text
