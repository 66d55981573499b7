"""collect → read → group → compose → render → deliver. Only this page knows the order, the clock and the archive."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from zoneinfo import ZoneInfo

from briefing.choosing import choose, day_of
from briefing.composing import Grouped, Shared, composed
from briefing.errors import NothingUsable, RenderingError, SettingsError
from briefing.files import DECISIONS, MANIFEST, Manifest, digest, folder_of, put_in_place, still_there
from briefing.forms import dump
from briefing.grouping import remembered
from briefing.intake import Progress, quietly, read_all
from briefing.making import desk_of, drawn_by, made_from, manifest_of
from briefing.model import (
    Article,
    Delivery,
    Edition,
    Fault,
    Making,
    Skipped,
    Story,
)
from briefing.reading import reader
from briefing.rendering import mail_digest, mailing, render
from briefing.settings import Settings
from briefing.sources import collect
from briefing.standing import Note, Standing, still_standing

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
    asked = day if day or inputs else now
    archive = archive.of(settings.edition.brief) if archive else None
    if inputs:
        came_in: Iterable[Article | Skipped] = collect(inputs, settings=settings, stdin=stdin)
    elif archive:
        came_in = archive.articles_for(day or now, days=settings.edition.days)
    else:
        raise NothingUsable("the inputs", "none were given and no archive is in use", "name a file or a folder")
    came_in = itertools.chain(silent, came_in)
    note = Note(inputs, settings, (now, asked), out, archive) if archive and inputs and not silent else None
    if archive and note and (standing := note.still_standing(formats)):
        return _as_it_stands(standing, settings, archive)

    def of(articles: Sequence[Article]) -> date:
        return asked or day_of(articles, now)

    if archive and any(on == asked or not asked for on, _ in archive.editions()):
        came_in = list(came_in)
        if standing := still_standing(came_in, settings, day=of, out=out, formats=formats, archive=archive):
            if note:
                note.keep(standing.edition.date, standing.again)
            return _as_it_stands(standing, settings, archive)
    came = read_all(came_in, settings, archive=archive, known=shared.known, progress=progress)
    readings = came.readings
    chosen = choose(came.articles, settings.edition.sources, of(came.articles))
    day = chosen.day
    ids = {article.id for article in chosen.articles}
    for id_ in readings:
        if id_ not in ids:
            readings.drop(id_)
    decided, corrections = desk_of(archive, day) if archive else (None, [])
    base = None
    if archive:
        archive.save(readings[id_] for id_ in came.made if id_ in ids)
        shared.add(chosen.articles, readings)
        base = shared.grouped(readings, settings, archive, day, decided)
    inputs_seen = came.inputs - chosen.elsewhere
    left_out = (*came.left_out, *chosen.too_late)
    edition, grouped = composed(
        readings,
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
        making = made_from(chosen, settings, inputs_seen, left_out, archive)
        making = dataclasses.replace(making, decisions=decided, corrections=tuple(corrections))
    files, manifest = write(edition, settings, out=out, formats=formats, making=making, progress=progress)
    if archive:
        keep(archive, edition, grouped, making, manifest.files)
    if note:
        note.keep(day, came.again)
    notices = (*came.notices, *(_damaged(archive) if archive else ()))
    return Built(
        edition=edition, stories=grouped.stories, files=files, again=came.again, notices=notices, faults=came.faults
    )


def _as_it_stands(standing: Standing, settings: Settings, archive: Archive) -> Built:
    """An edition that nobody has to make again; what went wrong in reading was told when it was read."""
    day, notice = standing.edition.date, reader.reader_for(settings.reading, settings.actor).notice
    return Built(
        edition=standing.edition,
        stories=tuple(archive.stories(day)),
        files=standing.files,
        again=standing.again,
        notices=(*((str(notice),) if notice else ()), *_damaged(archive)),
    )


def _damaged(archive: Archive) -> Iterator[str]:
    return (f"{name}: damaged in the archive and passed over" for name in archive.shield.damaged)


def keep(archive: Archive, edition: Edition, grouped: Grouped, making: Making | None, files: Mapping[str, str]) -> None:
    """Keep ``edition`` with all that it is made of."""
    known = remembered(grouped.stories, grouped.readings)
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
    from briefing.delivery import deliver

    mail = mailing(edition, settings=settings, templates=settings.edition.own_templates)
    said = mail_digest(mail.letter())
    archive.makings.add_files(edition.date, {f"mail-{said[:12]}": said})
    return deliver(
        edition.date,
        mail,
        recipients,
        settings=settings.mail,
        password=password,
        ledger=archive.ledger,
        again=again,
        unknown=unknown,
    )


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
    manifest = dataclasses.replace(manifest, files=hashes, drawn=drawn_by(settings))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        put_in_place(made | {folder / MANIFEST: manifest.content()})
        for name in still_there(folder, before) if before else ():
            if name not in hashes:  # of an earlier edition of the day: beside the new one it would pass for its own
                (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise RenderingError(str(folder), f"cannot be written: {error.strerror}", "choose another --out") from error
    return tuple(made), manifest
