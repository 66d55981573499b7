"""``briefing compare``: what each summariser would pick, side by side."""

from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table

from briefing import intake
from briefing.cli.options import Config, changed, settings_from, stdin
from briefing.cli.output import sheet, shown, tell_left_out
from briefing.errors import NothingUsable
from briefing.model import Skipped
from briefing.reading.summarisers import summarise
from briefing.settings import SUMMARISERS
from briefing.sources import collect


def compare(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="A file, an address, or '-'.")],
    config: Config = None,
    sentences: Annotated[int, typer.Option(min=1, help="Length of the summaries in sentences.")] = 3,
    words: Annotated[int | None, typer.Option(min=5, help="… in words instead.")] = None,
) -> None:
    """What each summariser would pick from an article: one column each, a dot where it picks the sentence.

    Example: briefing compare report.txt --sentences 3
    """
    settings = changed(settings_from(config), reading={"sentences": sentences, "words": words})
    came_in = collect([article], settings=settings, stdin=stdin() if article == "-" else None)
    for reading in intake.read(came_in, settings):
        if isinstance(reading, Skipped):
            tell_left_out(reading)
            continue
        picks = {
            name: set(summarise(reading, name, sentences=None if words else sentences, words=words))
            for name in SUMMARISERS
        }
        table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), header_style="bold")
        for number, _ in enumerate(SUMMARISERS, start=1):
            table.add_column(str(number), justify="right", width=2)
        table.add_column("sentence", ratio=1)
        for n, sent in enumerate(reading.sentences):
            if sent.quotable:
                marks = ["●" if n in picks[name] else "" for name in SUMMARISERS]
                table.add_row(*marks, shown(" ".join(reading.text_of(n).split())))
        console = sheet()
        console.print(shown(" ".join(reading.article.title.split()) or article, style="bold"))
        for number, name in enumerate(SUMMARISERS, start=1):
            length = sum(len(reading.text_of(n).split()) for n in picks[name])
            console.print(f"{number:>3} {name} ({len(picks[name])} sentences, {length} words)")
        console.print(table)
        return
    raise NothingUsable(article, "nothing usable came in")
