"""``briefing archive``: stats, prune, export, import."""

import io
from datetime import datetime
from typing import Annotated

import typer

from briefing import intake, pipeline
from briefing.archive import upkeep
from briefing.cli.options import ArchiveUrl, Config, archive_from, kept_archive, settings_from, stdin
from briefing.cli.output import data, progress, say
from briefing.errors import SettingsError

app = typer.Typer(help="Look after the archive.", no_args_is_help=True)


@app.command()
def stats(config: Config = None, archive: ArchiveUrl = None) -> None:
    """How much is kept, and from when to when.

    Example: briefing archive stats
    """
    with kept_archive(archive, settings_from(config)) as kept:
        for name, figure in upkeep.stats(kept.engine).items():
            data(f"{name.replace('_', ' '):<11} {figure}")


@app.command()
def prune(
    config: Config = None,
    archive: ArchiveUrl = None,
    days: Annotated[int | None, typer.Option(min=1, max=36_500, help="Keep so many days; else as configured.")] = None,
    today: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], hidden=True)] = None,
) -> None:
    """Forget articles that are too old, by age and by their sources' licence notes. Editions stay.

    Example: briefing archive prune --days 90
    """
    settings = settings_from(config)
    with kept_archive(archive, settings, write=True) as kept:
        now = today.date() if today else pipeline.today(settings)
        forgotten = upkeep.prune(kept.engine, now, keep_days=days or settings.archive.keep_days)
        again = upkeep.superseded(kept.engine, intake.version_of(settings))
        waits = upkeep.compact(kept.engine) if forgotten or again else ""
    say(f"{forgotten} articles forgotten", forgotten=forgotten)
    if again:
        say(f"{again} readings of older versions forgotten", readings=again)
    if waits:
        say(f"the file keeps its size for now: {waits}", level="warning")


@app.command("export")
def export(config: Config = None, archive: ArchiveUrl = None) -> None:
    """Every article as a JSON line on standard output.

    Example: briefing archive export > articles.jsonl
    """
    with kept_archive(archive, settings_from(config)) as kept:
        for line in progress("export", upkeep.export(kept.engine, kept.shield)):
            data(line)
        for name in kept.shield.damaged:
            say(f"{name}: damaged in the archive and passed over", level="warning")


@app.command("import")
def import_(config: Config = None, archive: ArchiveUrl = None) -> None:
    """Take in what 'export' wrote, from standard input.

    Example: briefing archive import < articles.jsonl
    """
    lines = io.TextIOWrapper(stdin(), encoding="utf-8", errors="replace", newline="\n")
    kept = archive_from(archive, settings_from(config))
    if kept is None:
        raise SettingsError("--archive none", "there is nothing to put articles into", "name an archive")
    with kept:
        read, new = upkeep.import_(kept.engine, progress("import", lines))
    say(f"{read} articles read, {new} of them new", read=read, new=new)
