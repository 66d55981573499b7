"""collect → read → group → compose → render → deliver. Only this page knows the order, the clock and the archive."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from zoneinfo import ZoneInfo

from briefing.composing import Grouped, Shared, composed
from briefing.delivery import Letter, deliver
from briefing.errors import ArchiveError, NothingUsable, RenderingError, SettingsError
from briefing.files import DECISIONS, MANIFEST, Manifest, digest, put_in_place, still_there
from briefing.forms import dump
from briefing.grouping import remembered
from briefing.intake import Progress, quietly, read_all
from briefing.making import made_from, manifest_of
from briefing.model import (
    Article,
    Correction,
    Decisions,
    Delivery,
    Edition,
    Fault,
    Making,
    Reading,
    Skipped,
    Story,
)
from briefing.rendering import Mailing, mail_digest, mailing, render
from briefing.settings import EVENING, Settings
from briefing.sources import collect

if TYPE_CHECKING:
    from briefing.archive import Archive

#: The days that an edition can have: those that articles can have (`sources.page.days`).
FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """An edition, the stories that it was made of, weightiest first, and the files it was written to."""

    edition: Edition
    stories: tuple[Story, ...] = ()
    files: tuple[Path, ...] = ()
    again: int = 0
    notices: tuple[str, ...] = field(default=())
    faults: tuple[Fault, ...] = ()


def day_of(readings: Sequence[Reading], today: date) -> date:
    """The day that articles given by hand are a brief of: their latest, never after ``today``; else ``today``."""
    days = [day for reading in readings if (day := reading.article.day) and day <= today]
    return max(days, default=today)


def today(settings: Settings) -> date:
    """The calendar day now, in the edition's time zone."""
    return datetime.now(ZoneInfo(settings.edition.timezone)).date()


def build(
    inputs: Sequence[str],
    settings: Settings,
    *,
    out: Path,
    formats: Sequence[str],
    day: date | None = None,
    archive: Archive | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress = quietly,
    silent: Sequence[Skipped] = (),
    shared: Shared | None = None,
) -> Built:
    """The main job: inputs in, an edition on paper out.

    Args:
        inputs: files, folders, addresses, "-"; with none, what the archive holds for the day.
        settings: the configuration.
        out: the edition is written to ``out/DAY/``.
        formats: some of `FORMATS`.
        day: the edition's date; without one, the latest day of the inputs, or today where there are none.
        archive: what is known and kept; None keeps nothing.
        stdin: for "-".
        progress: shows how far the work is.
        silent: sources that could not be asked; the edition names them.
        shared: what other briefs of the same morning have read already.

    Raises:
        NothingUsable: if nothing could be used; an earlier edition of that day is left as it was.
        SettingsError: if ``day`` is none that an edition can have.
    """
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        raise SettingsError(str(day), "no day of an edition", f"give one from {FIRST_DAY} to {LAST_DAY}")
    now, shared = today(settings), shared or Shared()
    archive = archive.of(settings.edition.brief) if archive else None
    if inputs:
        came_in: Iterable[Article | Skipped] = collect(inputs, settings=settings, stdin=stdin)
    elif archive:
        came_in = archive.articles_for(day or now, days=settings.edition.days)
    else:
        raise NothingUsable("the inputs", "none were given and no archive is in use", "name a file or a folder")
    came = read_all(
        itertools.chain(silent, came_in), settings, archive=archive, known=shared.readings, progress=progress
    )
    day = day or (day_of(came.readings, now) if inputs else now)
    in_time, too_late = _in_time(came.readings, day)
    if not in_time:
        raise NothingUsable("the inputs", f"all {len(too_late)} articles are later than {day}", "give a later --date")
    in_time, elsewhere = _of_sources(in_time, settings.edition.sources)
    decided, corrections = desk_of(archive, day) if archive else (None, [])
    base = None
    new = shared.new(in_time)
    if archive:
        archive.save(new)
        base = shared.grouped(in_time, settings, archive, day, decided)
    inputs_seen = came.inputs - elsewhere
    left_out = (*came.left_out, *too_late)
    edition, grouped = composed(
        in_time,
        settings,
        day=day,
        inputs=inputs_seen,
        left_out=left_out,
        archive=archive,
        decided=decided,
        corrections=corrections,
        base=base,
    )
    making = None
    if archive:
        making = made_from(in_time, settings, day, inputs_seen, left_out, archive)
        making = dataclasses.replace(making, decisions=decided, corrections=tuple(corrections))
    files, manifest = write(edition, settings, out=out, formats=formats, making=making, progress=progress)
    if archive:
        keep(archive, edition, grouped, making, manifest.files)
    damaged = [
        f"{name}: damaged in the archive and passed over" for name in (archive.shield.damaged if archive else ())
    ]
    notices = (*came.notices, *damaged)
    return Built(
        edition=edition, stories=grouped.stories, files=files, again=came.again, notices=notices, faults=came.faults
    )


def desk_of(archive: Archive, day: date) -> tuple[Decisions | None, list[Correction]]:
    """What the desk decided on the edition of ``day``, and the corrections that it prints.

    Raises:
        ArchiveError: if it is released: then it is never changed.
    """
    decided = archive.desk.decisions(day)
    if decided and decided.released:
        at = f"{decided.released.at:%Y-%m-%d %H:%M}"
        raise ArchiveError(f"the edition of {day}", f"was released at {at}", "'briefing correct' corrects it")
    return decided, archive.desk.to_print(day)


def keep(archive: Archive, edition: Edition, grouped: Grouped, making: Making | None, files: Mapping[str, str]) -> None:
    """Keep ``edition`` with all that it is made of."""
    known = remembered(grouped.stories, list(grouped.readings.values()))
    archive.save_edition(edition, grouped.stories, known, grouped.readings, making=making, files=files)
    if edition.corrections or (making and making.corrections):
        archive.desk.have_printed(edition.date, edition.corrections)


def kept_edition(archive: Archive, day: date | None = None) -> Edition:
    """The archived edition of ``day``, or the latest, its sources' texts with it.

    Raises:
        NothingUsable: if there is none.
    """
    edition = archive.edition(day)
    if edition is None:
        raise NothingUsable(str(day or "the archive"), "no edition has been built", "briefing build")
    texts = archive.texts((source.id, source.sha256) for source in edition.sources)
    sources = tuple(dataclasses.replace(source, text=texts.get(source.id, "")) for source in edition.sources)
    return dataclasses.replace(edition, sources=sources)


def letters(edition: Edition, settings: Settings, recipients: Sequence[str]) -> list[Letter]:
    """One message a recipient; the attachments are made once."""
    return _letters(mailing(edition, settings=settings, templates=settings.edition.own_templates), recipients)


def _letters(mail: Mailing, recipients: Sequence[str]) -> list[Letter]:
    return [
        Letter(
            recipient=recipient,
            message_id=mail.message_id(recipient),
            write=functools.partial(mail.letter, recipient),
        )
        for recipient in dict.fromkeys(recipients)
    ]


def deliver_edition(
    edition: Edition,
    settings: Settings,
    archive: Archive,
    recipients: Sequence[str],
    *,
    password: str | None,
    again: bool = False,
    unknown: bool = False,
) -> list[Delivery]:
    """Hand an edition over, one message a recipient, none twice; see `delivery.deliver`.

    What the mail says is bound to the edition by its hash, as its files are.
    """
    mail = mailing(edition, settings=settings, templates=settings.edition.own_templates)
    said = mail_digest(mail.letter())
    archive.makings.add_files(edition.date, {f"mail-{said[:12]}": said})
    return deliver(
        edition.date,
        _letters(mail, recipients),
        settings=settings.mail,
        password=password,
        ledger=archive.ledger,
        again=again,
        unknown=unknown,
    )


def _in_time(readings: Sequence[Reading], day: date) -> tuple[list[Reading], list[Skipped]]:
    """Articles up to ``day``, and those after it: tomorrow's news is not in today's brief."""
    in_time, too_late = [], []
    for reading in readings:
        article = reading.article
        if article.day and article.day > day:
            reason = f"published on {article.day}, after the edition's day"
            remedy = f"it is in the edition of that day: --date {article.day}"
            too_late.append(Skipped(input=article.origin or article.id, reason=reason, remedy=remedy))
        else:
            in_time.append(reading)
    return in_time, too_late


def _of_sources(readings: list[Reading], names: Sequence[str]) -> tuple[list[Reading], int]:
    """Those that come from the sources called ``names``, and how many do not; all, where no source is named.

    Raises:
        NothingUsable: if there are none.
    """
    wanted = {name.casefold() for name in names}
    found = [one for one in readings if not wanted or one.article.source.casefold() in wanted]
    if not found:
        raise NothingUsable(", ".join(names), "no article of the day is from there", "see 'sources' of the [[brief]]")
    return found, len(readings) - len(found)


def folder_of(brief: str, day: date, out: Path) -> Path:
    """Where an edition is written: ``out/DAY``, or ``out/BRIEF/DAY``; that of an evening beside its morning's."""
    return out / brief.removesuffix(EVENING) / (day.isoformat() + ("-evening" if brief.endswith(EVENING) else ""))


def write(
    edition: Edition,
    settings: Settings,
    *,
    out: Path,
    formats: Sequence[str],
    making: Making | None = None,
    progress: Progress = quietly,
) -> tuple[tuple[Path, ...], Manifest]:
    """Render ``edition`` and write it into its folder under ``out``: all files are made first, then put in place one by one.

    The manifest comes last; files of an earlier run that wrote the very same edition stay in it, those of another go.
    """
    folder = folder_of(edition.brief, edition.date, out)
    made = {
        folder / f"edition.{format_}": render(
            edition, format_, settings=settings, templates=settings.edition.own_templates
        )
        for format_ in progress("render", formats)
    }
    if making and making.decisions:
        decided = json.dumps(dump(making.decisions), ensure_ascii=False, indent=2) + "\n"
        made[folder / DECISIONS] = decided.encode("utf-8", "surrogatepass")
    manifest, before = manifest_of(edition, making), Manifest.read(folder / MANIFEST)
    earlier = still_there(folder, before) if before and before.edition == manifest.edition else {}
    hashes = earlier | {path.name: digest(content) for path, content in made.items()}
    manifest = dataclasses.replace(manifest, files=hashes)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        put_in_place(made | {folder / MANIFEST: manifest.content()})
        for name in still_there(folder, before) if before else ():
            if name not in hashes:  # of an earlier edition of the day: beside the new one it would pass for its own
                (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise RenderingError(str(folder), f"cannot be written: {error.strerror}", "choose another --out") from error
    return tuple(made), manifest
