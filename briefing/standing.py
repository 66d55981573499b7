"""Standing: an edition that would be made again of the very same, by the very same program, stays as it is.

Where the very same files came in on the very same day, that is known before any of them is read.
"""

import dataclasses
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.choosing import choose
from briefing.errors import ArchiveError, NothingUsable
from briefing.files import DECISIONS, MANIFEST, Manifest, digest, folder_of, still_there
from briefing.fingerprint import fingerprint
from briefing.intake import Once
from briefing.kept import keep, recalled
from briefing.making import desk_of, drawn_by, made_from, making_version, manifest_of, told_of
from briefing.model import Article, Edition, Making, Skipped
from briefing.settings import Settings
from briefing.sources import seal

if TYPE_CHECKING:
    from briefing.archive import Archive

#: What turns files into articles, beside what their readings depend on.
COLLECTING = ("sources", "lexicon", "model", "settings", "data")
COLLECTED_BY = ("feedparser", "ftfy", "htmldate", "lxml", "nh3", "pypdf", "striprtf", "trafilatura")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An edition, its files as they were written, and how many articles came in again."""

    edition: Edition
    files: tuple[Path, ...]
    again: int


def still_standing(
    items: Sequence[Article | Skipped],
    settings: Settings,
    *,
    day: Callable[[Sequence[Article]], date],
    out: Path,
    formats: Sequence[str],
    archive: "Archive",
) -> Standing | None:
    """The edition that ``items`` were made into already; None where anything at all is otherwise than it was then.

    The same code, tables, model, settings and material make the same edition, field by field: that is what `proving`
    rests on. Its files have to stand as they were written, and to have been drawn by the templates and settings of now.

    Raises:
        ArchiveError: if the edition is released.
    """
    once = Once(items)
    articles = [item for item in once if isinstance(item, Article)]
    left_out = tuple(item for item in items if isinstance(item, Skipped))
    try:
        chosen = choose(articles, settings.edition.sources, day(articles))
    except NothingUsable:
        return None
    decided, corrections = desk_of(archive, chosen.day)
    inputs = len(items) - chosen.elsewhere
    making = made_from(chosen, settings, inputs, (*left_out, *chosen.too_late), archive)
    making = dataclasses.replace(making, decisions=decided, corrections=tuple(corrections))
    if archive.makings.making(chosen.day) != making:
        return None
    return _standing(making, chosen.day, once.again, settings, out=out, formats=formats, archive=archive)


class Note:
    """Which files an edition was last made of, as the program's cache has it: a hint where to look, no proof.

    Args:
        inputs: as they were given.
        settings: the configuration.
        days: today, and the day that was asked for.
        out: where the edition is written.
        archive: where it is kept.
    """

    def __init__(
        self, inputs: Sequence[str], settings: Settings, days: Sequence[date | None], out: Path, archive: "Archive"
    ) -> None:
        self._settings, self._out, self._archive = settings, out, archive
        place = json.dumps([str(out.resolve()), archive.brief, str(archive.engine.url)])
        self._name = f"made-{digest(place.encode())[:24]}"
        self._source = None
        if sealed := seal(inputs):
            told = [sealed, *map(str, days), settings.model_dump_json(), fingerprint(COLLECTING, COLLECTED_BY)]
            self._source = json.dumps(told).encode()

    def still_standing(self, formats: Sequence[str]) -> Standing | None:
        """The edition that the very same files were made into on the very same day; None where it has to be looked for.

        Raises:
            ArchiveError: if the edition is released.
        """
        if not self._source or not (known := recalled(self._name, self._source)):
            return None
        day, again, archive = date.fromisoformat(known[0]), int(known[1]), self._archive
        decided, corrections = desk_of(archive, day)
        making = archive.makings.making(day)
        if making is None:
            return None
        now = dataclasses.replace(
            making,
            version=making_version(self._settings),
            settings=told_of(self._settings),
            rests_on=archive.makings.rests_on(day),
            decisions=decided,
            corrections=tuple(corrections),
        )
        there = {(article.id, article.sha256) for article in archive.articles_called(making.articles)}
        if now != making or there != set(making.articles):
            return None
        return _standing(making, day, again, self._settings, out=self._out, formats=formats, archive=archive)

    def keep(self, day: date, again: int) -> None:
        """Note that the edition of ``day`` is made of the files, in which ``again`` articles came in again."""
        if self._source:
            keep(self._name, self._source, (day.isoformat(), again))


def _standing(
    making: Making, day: date, again: int, settings: Settings, *, out: Path, formats: Sequence[str], archive: "Archive"
) -> Standing | None:
    """The edition of ``day``, of which the archive has ``making``, if its files stand as they would be drawn now."""
    try:
        edition = archive.edition(day)
    except ArchiveError:
        return None
    folder = folder_of(archive.brief, day, out)
    known = Manifest.read(folder / MANIFEST)
    if edition is None or known is None or archive.shield.damaged:
        return None
    there = still_there(folder, known)
    wanted = [f"edition.{format_}" for format_ in formats]
    same = dataclasses.replace(known, files={}) == dataclasses.replace(
        manifest_of(edition, making), drawn=drawn_by(settings)
    )
    if not same or there != known.files or not {*wanted, *([DECISIONS] if making.decisions else [])} <= there.keys():
        return None
    return Standing(edition=edition, files=tuple(folder / name for name in wanted), again=again)
