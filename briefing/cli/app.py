"""The commands, gathered."""

from __future__ import annotations

from typing import Annotated

import typer

from briefing import __version__
from briefing.cli import (
    actor,
    archive,
    build,
    compare,
    correct,
    desk,
    doctor,
    edit,
    fetch,
    group,
    init,
    morning,
    read,
    schedule,
    schema,
    search,
    send,
    serve,
    sources,
    templates,
    verify,
)
from briefing.cli.output import manner

app = typer.Typer(
    name="briefing",
    help="Turns a day's news into the morning brief on a decision-maker's desk.",
    epilog="Example: briefing build articles/ --out output/",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"briefing {__version__}")
        raise typer.Exit


@app.callback()
def _global(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say more; tracebacks for faults.")] = False,
    json_log: Annotated[bool, typer.Option("--json-log", help="Messages as JSON lines.")] = False,
) -> None:
    manner.quiet, manner.verbose, manner.json_log = quiet, verbose, json_log


app.command("build")(build.build)
app.command("read")(read.read)
app.command("group")(group.group)
app.command("compare")(compare.compare)
app.command("fetch")(fetch.fetch)
app.add_typer(sources.app, name="sources")
app.command("morning")(morning.morning)
app.command("send")(send.send)
app.add_typer(schedule.app, name="schedule")
app.add_typer(desk.app, name="desk")
app.add_typer(edit.app, name="edit")
app.command("correct")(correct.correct)
app.command("verify")(verify.verify)
app.command("search")(search.search)
app.command("actor")(actor.actor)
app.command("serve")(serve.serve)
app.add_typer(archive.app, name="archive")
app.add_typer(templates.app, name="templates")
app.command("init")(init.init)
app.command("doctor")(doctor.doctor)
app.command("schema")(schema.schema)
