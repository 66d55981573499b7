"""Standing: an edition that would be made again of the very same, by the very same program, stays as it is."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.choosing import choose
from briefing.errors import ArchiveError, NothingUsable
from briefing.files import DECISIONS, MANIFEST, Manifest, folder_of, still_there
from briefing.intake import Once
from briefing.making import desk_of, drawn_by, made_from, manifest_of
from briefing.model import Article, Edition, Skipped
from briefing.settings import Settings

if TYPE_CHECKING:
    from briefing.archive import Archive


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
    try:
        edition = archive.edition(chosen.day)
    except ArchiveError:
        return None
    folder = folder_of(archive.brief, chosen.day, out)
    known = Manifest.read(folder / MANIFEST)
    if edition is None or known is None or archive.shield.damaged:
        return None
    there = still_there(folder, known)
    wanted = [f"edition.{format_}" for format_ in formats]
    same = dataclasses.replace(known, files={}) == dataclasses.replace(
        manifest_of(edition, making), drawn=drawn_by(settings)
    )
    if not same or there != known.files or not {*wanted, *([DECISIONS] if decided else [])} <= there.keys():
        return None
    return Standing(edition=edition, files=tuple(folder / name for name in wanted), again=once.again)
