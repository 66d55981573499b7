"""``briefing verify``: every quotation of an edition, letter for letter, in the archived source."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.options import ArchiveUrl, Config, kept_archive, settings_from
from briefing.cli.output import NOTHING_USABLE, say
from briefing.edition import prove
from briefing.errors import InputError
from briefing.forms import EditionForm, load_edition


def verify(
    edition: Annotated[Path, typer.Argument(metavar="EDITION.json", help="An edition as 'briefing build' wrote it.")],
    config: Config = None,
    archive: ArchiveUrl = None,
) -> None:
    """Prove that every quoted sentence stands, letter for letter, in the archived source.

    Example: briefing verify output/2019-01-29/edition.json
    """
    try:
        content = edition.read_bytes()
    except OSError as error:
        raise InputError(str(edition), error.strerror or "cannot be read") from error
    printed = load_edition(content, str(edition))
    texts = {source.id: source.sha256 for source in printed.sources}
    with kept_archive(archive, settings_from(config)) as kept:
        proof = prove(printed, lambda id_: kept.article(id_, texts.get(id_, "")))
        known = kept.edition(printed.date)
    for fault in proof.faults:
        say(f"{fault.source}: {fault.reason}: “{fault.quoted}”", level="error")
    # A proof is of what stands there; what was taken out, or put elsewhere, only the archive can tell.
    if known is None:
        say(f"the archive holds no edition of {printed.date} to compare with", level="warning")
    elif EditionForm.of(known) != EditionForm.of(printed):
        say(f"this is not the edition of {printed.date} as the archive keeps it", level="warning", differs=True)
    say(
        f"{proof.quotations} quotations, {len(proof.faults)} not proved",
        quotations=proof.quotations, faults=len(proof.faults),
    )  # fmt: skip
    if proof.faults:
        raise typer.Exit(NOTHING_USABLE)
