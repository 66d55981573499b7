"""The commands, gathered; a command's file is loaded when it is run."""

import importlib
from functools import cached_property
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from briefing import __version__
from briefing.cli.output import manner

#: Command → its first line, as its own help says it. `briefing.cli.NAME` holds it: a function NAME, or a group `app`.
COMMANDS = {
    "build": "Build the brief of a day from articles.",
    "read": "Read articles: sentences, mentions, actors, dates, summary.",
    "group": "Gather articles into stories: members, copies, actors. Weightiest first.",
    "compare": "What each summariser would pick from an article: one column each, a dot where it picks the sentence.",
    "fetch": "Pull the configured feeds, pages, folders and mailboxes into the archive.",
    "morning": "Fetch, build and send: what the timer runs.",
    "send": "E-mail an edition: one message a recipient, never the same edition twice.",
    "correct": "Correct what a released edition printed: it is mailed to those who got it, and stands in the next brief.",
    "verify": "Prove an edition: quoted sentences, and all that stands around them, made again from the archived sources.",
    "search": "Full-text search over the archive, best first.",
    "actor": "One actor's dossier over time: aliases, roles with days, stories, company, volume.",
    "serve": "Editions, stories, actors, search and the desk in a browser.",
    "init": "Write a commented configuration.",
    "doctor": "Check libraries, fonts, model, archive, sources, mail, timer, disk and clock.",
    "schema": "Print the JSON Schema of a form.",
    "sources": "Sources: tried, added, taken over from a feed reader and given to one.",
    "schedule": "The morning run: systemd timer where there is one, else crontab.",
    "desk": "The desk: who reviews, and what is learnt from it.",
    "edit": "Review, change and release a draft edition by command.",
    "archive": "Look after the archive.",
    "templates": "The pages' templates: yours to change, file by file.",
}


class Command(TyperCommand):
    """A command by its name and first line, until it is run."""

    @cached_property
    def real(self) -> Any:
        """The command itself."""
        module = importlib.import_module(f"briefing.cli.{self.name}")
        around = typer.Typer(rich_markup_mode="rich")
        around.callback()(lambda: None)  # one alone would be no group
        if hasattr(module, "app"):
            around.add_typer(module.app, name=self.name)
        else:
            around.command(self.name)(getattr(module, str(self.name)))
        return typer.main.get_command(around).commands[self.name]  # type: ignore[attr-defined]

    def make_context(self, *arguments: Any, **more: Any) -> Any:
        """As the command itself makes it."""
        return self.real.make_context(*arguments, **more)


class _Commands(TyperGroup):
    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = {name: Command(name, help=about) for name, about in COMMANDS.items()}


app = typer.Typer(
    name="briefing",
    cls=_Commands,
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
