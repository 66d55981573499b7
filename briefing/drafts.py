"""Drafts: an archived edition opened for deciding, and let out. The clock is the caller's."""

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from briefing import desk, pipeline
from briefing.archive import Archive
from briefing.composing import Grouped, composed, gathered
from briefing.errors import ArchiveError, NothingUsable, SettingsError
from briefing.forms import line
from briefing.intake import Progress, quietly, read_all
from briefing.making import making_version
from briefing.model import Decision, Decisions, Edition, EditionStory, Making, Release, Story
from briefing.settings import ActorEntry, Settings, parse_settings
from briefing.shelf import Shelf


def then(making: Making, settings: Settings) -> Settings:
    """The settings that an edition was made with; engine, mail and archive are those of today."""
    made = parse_settings(json.loads(making.settings), "the archived settings")
    return made.model_copy(update={"engine": settings.engine})


def readings_of(
    archive: Archive, making: Making, made: Settings, *, known: bool, progress: Progress = quietly
) -> Shelf:
    """The readings that an edition was made of, from the archived texts.

    Args:
        archive: where the texts are.
        making: what it was made from.
        made: the settings that it was made with.
        known: whether the archive's readings serve, or all is to be read anew.
        progress: shows how far the work is.
    """
    otherwise = {article.id: article for article in making.otherwise}
    articles = [
        dataclasses.replace(otherwise[one.id], text=one.text) if one.id in otherwise else one
        for one in archive.articles_called(making.articles)
    ]
    return read_all(articles, made, archive=archive if known else None, progress=progress).readings


class Draft:
    """The edition of one day, as it is with any decisions; what does not depend on them is made once.

    Raises:
        NothingUsable: if the archive has none, or not what it was made from.
    """

    def __init__(self, archive: Archive, day: date, settings: Settings) -> None:
        making = archive.makings.making(day)
        if making is None:
            raise NothingUsable(f"the edition of {day}", "has not been built here", f"briefing build --date {day}")
        self.day, self._archive, self._today = day, archive, settings
        self.making = making
        self.settings = then(making, settings)
        self._readings = Shelf()
        self._bases: dict[tuple[ActorEntry, ...], Grouped] = {}

    def decided(self) -> Decisions:
        """What has been decided so far."""
        return self._archive.desk.decisions(self.day) or Decisions(date=self.day)

    def edition(self, decided: Decisions | None) -> tuple[Edition, Grouped]:
        """The edition with ``decided``, and the stories that it is made of."""
        decisions = decided.decisions if decided else ()
        return composed(
            self._read(),
            self.settings,
            day=self.day,
            inputs=self.making.inputs,
            left_out=self.making.left_out,
            archive=self._archive,
            decided=decided,
            corrections=self.making.corrections,
            base=self._base(decisions),
        )

    def decide(self, decisions: Sequence[Decision], *, instead_of: Decisions) -> Decisions:
        """Keep ``decisions`` as all that is decided.

        Raises:
            ArchiveError: if the edition is released, or somebody else has decided since.
        """
        if instead_of.released:
            raise _released(instead_of)
        made = dataclasses.replace(instead_of, decisions=tuple(decisions))
        before = instead_of if self._archive.desk.decisions(self.day) else None
        self._archive.desk.keep(made, instead_of=before)
        return made

    def release(self, word: Release, *, out: Path, formats: Sequence[str]) -> pipeline.Built:
        """Let the edition out: made with all decisions, written under ``out``, and never changed again.

        Raises:
            ArchiveError: if it is released already, or a later edition rests on the draft.
        """
        decided = self.decided()
        kept = self._archive.edition(self.day)
        if decided.released and kept and kept.review.state != "draft":
            raise _released(decided)
        if later := [day for day, _ in self._archive.editions() if day > self.day and self._is_under(day)]:
            reason = f"the edition of {min(later)} rests on the draft"
            raise ArchiveError(f"the edition of {self.day}", reason, "send the later one")
        final = decided if decided.released else dataclasses.replace(decided, released=word)
        if not decided.released:  # else a release was cut short after its first step, and goes on
            self._archive.desk.keep(final, instead_of=self._archive.desk.decisions(self.day))
        edition, grouped = self.edition(final)
        making = dataclasses.replace(
            self.making,
            version=making_version(self.settings),
            decisions=final,
            rests_on=self._archive.makings.rests_on(self.day),
        )
        files, manifest = pipeline.write(edition, self._today, out=out, formats=formats, making=making)
        pipeline.keep(self._archive, edition, grouped, making, manifest.files)
        return pipeline.Built(edition=edition, stories=grouped.stories, files=files)

    def _is_under(self, later: date) -> bool:
        """Whether the edition of that day was made from this one too; a wrong clock's, years ahead, was not."""
        making = self._archive.makings.making(later)
        return making is None or self.day in making.rests_on

    def _read(self) -> Shelf:
        if not self._readings:
            self._readings = readings_of(self._archive, self.making, self.settings, known=True)
        return self._readings

    def _base(self, decisions: Sequence[Decision]) -> Grouped:
        key = desk.entries(decisions)
        if key not in self._bases:
            self._bases = {
                key: gathered(self._read(), self.settings, archive=self._archive, day=self.day, decisions=decisions)
            }
        return self._bases[key]


@dataclass(frozen=True, slots=True)
class Open:
    """A draft as it is decided now, on the table of those who decide on it."""

    draft: Draft
    decided: Decisions
    edition: Edition
    grouped: Grouped

    @classmethod
    def of(cls, draft: Draft, decided: Decisions) -> Self:
        """``draft`` with what is ``decided``."""
        return cls(draft, decided, *draft.edition(decided))

    @property
    def seen(self) -> str:
        """Changes with every decision: a form that knows another one is too late."""
        return hashlib.sha256(line(self.decided).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def stories(self) -> dict[str, Story]:
        """By id, in the order of the brief; those without a sentence last."""
        known = {story.id: story for story in self.grouped.stories}
        told = [story.id for section in self.edition.sections for story in section.stories]
        return {id_: known[id_] for id_ in (*told, *(id_ for id_ in known if id_ not in told))}

    @property
    def own_sections(self) -> list[str]:
        """The titles of the user's sections."""
        return [own.title for own in self.draft.settings.edition.own_sections]

    def printed(self, id_: str) -> EditionStory | None:
        """The story as the edition has it."""
        return next((s for section in self.edition.sections for s in section.stories if s.id == id_), None)

    def sheet(self, id_: str) -> desk.Sheet:
        """All that may be chosen for the story ``id_``.

        Raises:
            SettingsError: if there is none of that id.
        """
        if id_ not in self.stories:
            raise SettingsError(id_, "no story of the draft is called that", "'briefing edit show' lists them")
        return desk.sheet(self.stories[id_], self.printed(id_), self.grouped.readings)

    def decide(self, *made: Decision, by: str, at: datetime) -> Decisions:
        """Keep further decisions, signed; returns all.

        Raises:
            SettingsError: if one cannot be carried out.
            ArchiveError: see `Draft.decide`.
        """
        known, signed = self.stories, []
        for one in made:
            about = desk.about(known[one.story], self.edition) if one.story in known else one.about
            told = dataclasses.replace(one, by=one.by or by, at=at, about=about)
            signed.append(desk.checked(told, self.grouped.stories, self.grouped.readings, self.own_sections))
        return self.draft.decide((*self.decided.decisions, *signed), instead_of=self.decided)

    def undo(self, number: int) -> Decisions:
        """Take a decision back, the last for 0; returns those that are left.

        Raises:
            SettingsError: if there is none of that number.
            ArchiveError: see `Draft.decide`.
        """
        made = self.decided.decisions
        at = number or len(made)
        if not 1 <= at <= len(made):
            raise SettingsError(str(at), "no decision has that number", "look at the draft again")
        return self.draft.decide((*made[: at - 1], *made[at:]), instead_of=self.decided)


def _released(decided: Decisions) -> ArchiveError:
    assert decided.released
    at = f"{decided.released.at:%Y-%m-%d %H:%M}"
    return ArchiveError(f"the edition of {decided.date}", f"was released at {at}", "'briefing correct' corrects it")


def waits(edition: Edition, settings: Settings, now: datetime) -> bool:
    """Whether ``edition`` waits for an editor: it is a draft, and the hour at which nobody is waited for has not come."""
    if edition.review.state != "draft":
        return False
    deadline = settings.desk.deadline
    zone = ZoneInfo(settings.edition.timezone)
    return deadline is None or now < datetime.combine(edition.date, deadline, zone)
