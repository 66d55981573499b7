"""``briefing read``: articles in, readings out, one JSON line each."""

from typing import Annotated

import typer

from briefing import intake
from briefing.cli.options import Config, Inputs, changed, settings_from, stdin
from briefing.cli.output import NOTHING_USABLE, data, progress, say, tell_faults, tell_left_out
from briefing.errors import SettingsError
from briefing.forms import line
from briefing.model import Fault, Skipped
from briefing.settings import SUMMARISERS
from briefing.sources import collect


def read(
    inputs: Inputs = None,
    config: Config = None,
    sentences: Annotated[int | None, typer.Option(min=1, help="Length of the summary in sentences.")] = None,
    words: Annotated[int | None, typer.Option(min=5, help="Length of the summary in words.")] = None,
    summariser: Annotated[str | None, typer.Option(help=f"One of {', '.join(SUMMARISERS)}.")] = None,
    model: Annotated[str | None, typer.Option(help="'auto', or 'rules' to read without the model.")] = None,
    actors: Annotated[bool, typer.Option("--actors", help="A table of the actors instead of JSON.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="What produced each date, actor and choice.")] = False,
) -> None:
    """Read articles: sentences, mentions, actors, dates, summary.

    A filter: '-' or no INPUT reads article JSON lines from standard input.

    Examples:

        briefing read report.txt --sentences 2

        briefing read articles/ --summariser lexrank | jq .summary

        briefing read report.txt --actors
    """
    if sentences and words:
        raise SettingsError("--sentences --words", "one at a time", "give the summary's length in one of them")
    settings = changed(
        settings_from(config),
        reading={"sentences": sentences, "words": words, "summariser": summariser, "model": model},
    )
    named = inputs or ["-"]
    came_in = collect(named, settings=settings, stdin=stdin() if "-" in named else None)
    usable = 0
    faults: list[Fault] = []
    for result in intake.read(came_in, settings, progress=progress):
        if isinstance(result, Skipped):
            tell_left_out(result)
            continue
        usable += 1
        faults.extend(result.faults)
        if actors or explain:
            from briefing.cli import tables

            tables.show(result, explain=explain)
        else:
            data(line(result))
    tell_faults(faults)
    if not usable:
        say("nothing usable came in", level="error")
        raise typer.Exit(NOTHING_USABLE)
