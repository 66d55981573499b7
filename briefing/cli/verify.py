"""``briefing verify``: an edition proved against the archive, field by field, and its files by their hashes."""

from pathlib import Path
from typing import Annotated

import typer

from briefing import proving
from briefing.cli.options import ArchiveUrl, Config, kept_archive, settings_from
from briefing.cli.output import NOTHING_USABLE, progress, say
from briefing.errors import InputError
from briefing.forms import load_edition


def verify(
    edition: Annotated[Path, typer.Argument(metavar="EDITION.json", help="An edition as 'briefing build' wrote it.")],
    config: Config = None,
    archive: ArchiveUrl = None,
    mail: Annotated[Path | None, typer.Option(help="Also a mail of it, saved as it was received.")] = None,
) -> None:
    """Prove an edition: quoted sentences, and all that stands around them, made again from the archived sources.

    The files beside it are compared with what was written. Exit 1 if anything is not proved.

    Example: briefing verify output/2019-01-29/edition.json
    """
    content = _read(edition)
    printed = load_edition(content, str(edition))
    settings = settings_from(config)
    with kept_archive(archive, settings) as kept:
        verdict = proving.verify(
            content,
            printed,
            kept,
            settings,
            beside=edition.parent,
            mail=_read(mail) if mail else None,
            progress=progress,
        )
    for fault in verdict.faults:
        say(f"{fault.source}: {fault.reason}: “{fault.quoted}”", level="error")
    for limit in verdict.limits:
        say(limit, level="warning")
    beside = f", {', '.join(verdict.files)} as written" if verdict.files else ""
    say(
        f"{verdict.quotations} quotations, {len(verdict.faults)} not proved"
        + ("; every field made again from the sources" if verdict.again else "")
        + (f" and {verdict.decisions} decisions of the desk" if verdict.again and verdict.decisions else "")
        + beside,
        quotations=verdict.quotations, faults=len(verdict.faults), again=verdict.again, files=list(verdict.files),
    )  # fmt: skip
    if verdict.faults:
        raise typer.Exit(NOTHING_USABLE)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(str(path), error.strerror or "cannot be read") from error
