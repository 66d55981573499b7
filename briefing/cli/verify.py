"""``briefing verify``: every quotation of an edition, letter for letter, in the archived source."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.options import ArchiveUrl, Config, archive_from, settings_from
from briefing.cli.output import NOTHING_USABLE, say
from briefing.edition import prove
from briefing.errors import InputError, SettingsError
from briefing.forms import load_edition


def verify(
    edition: Annotated[Path, typer.Argument(metavar="EDITION.json", help="An edition as 'briefing build' wrote it.")],
    config: Config = None,
    archive: ArchiveUrl = None,
) -> None:
    """Prove that every quoted sentence stands, letter for letter, in the archived source.

    Example: briefing verify output/2019-01-29/edition.json
    """
    kept = archive_from(archive, settings_from(config))
    if kept is None:
        raise SettingsError("--archive none", "a proof needs the archive that the edition was built with")
    try:
        content = edition.read_bytes()
    except OSError as error:
        raise InputError(str(edition), error.strerror or "cannot be read") from error
    with kept:
        proof = prove(load_edition(content, str(edition)), kept.article)
    for fault in proof.faults:
        say(f"{fault.source}: {fault.reason}: “{fault.quoted}”", level="error")
    say(f"{proof.quotations} quotations, {len(proof.faults)} not proved", quotations=proof.quotations)
    if proof.faults:
        raise typer.Exit(NOTHING_USABLE)
