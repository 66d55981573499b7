"""``briefing edit``: a draft reviewed and released by command; what ``briefing desk`` does in a browser."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from briefing.cli.options import BriefName, Config, EditionDay
from briefing.cli.output import data
from briefing.cli.releasing import release_edition
from briefing.cli.table import Table, asked, choices, contents, numbered, table
from briefing.errors import InputError
from briefing.forms import parse
from briefing.model import Decision, Decisions, KnownActor

app = typer.Typer(help="Review, change and release a draft edition by command.", no_args_is_help=True)

StoryName = Annotated[str, typer.Argument(metavar="STORY", help="Its number or id, as 'briefing edit show' prints it.")]


@app.callback()
def _asked(
    day: EditionDay = None,
    config: Config = None,
    brief: BriefName = None,
    archive: Annotated[str | None, typer.Option("--archive", help="Archive URL.")] = None,
    by: Annotated[str, typer.Option(envvar="BRIEFING_EDITOR", help="Who decides.")] = "",
) -> None:
    asked.day, asked.config, asked.archive, asked.by = day.date() if day else None, config, archive, by.strip()
    asked.brief = brief


@app.command()
def show(
    story: Annotated[str, typer.Argument(help="One story, with all that may be chosen for it.")] = "",
) -> None:
    """The draft as it is decided now: its stories with their numbers; or one of them, with what may be chosen.

    Example: briefing edit show 3
    """
    with table() as on:
        lines = choices(on.open, on.named(story)) if story else contents(on.open)
        for line in lines:
            data(line)


@app.command()
def drop(stories: Annotated[list[str], typer.Argument(metavar="STORY...")]) -> None:
    """Leave stories out.

    Example: briefing edit --date 2019-01-30 drop 7 9
    """
    with table() as on:
        on.decide(*(Decision(kind="drop", story=on.named(name)) for name in stories))


@app.command()
def pin(
    story: StoryName, at: Annotated[int, typer.Option(min=0, max=99, help="Place on page one; 0 is off it.")] = 1
) -> None:
    """Put a story on page one, or take it off.

    Example: briefing edit pin 4 --at 1
    """
    with table() as on:
        on.decide(Decision(kind="pin", story=on.named(story), place=at))


@app.command()
def order(
    story: StoryName, before: Annotated[str, typer.Option(help="The story that it comes before; else it is last.")] = ""
) -> None:
    """Move a story before another.

    Example: briefing edit order 9 --before 2
    """
    with table() as on:
        on.decide(Decision(kind="order", story=on.named(story), to=on.named(before)))


@app.command()
def section(
    story: StoryName,
    to: Annotated[str, typer.Argument(help="A desk, a state, the id of an actor, or a section of your own.")],
) -> None:
    """File a story elsewhere.

    Example: briefing edit section 4 economy
    """
    with table() as on:
        on.decide(Decision(kind="section", story=on.named(story), to=to))


@app.command()
def title(story: StoryName, choice: Annotated[str, typer.Argument(help="As 'show STORY' numbers them: H2.")]) -> None:
    """Choose another printed headline.

    Example: briefing edit title 4 H2
    """
    with table() as on:
        _choose(on, on.named(story), "title", choice, 0)


@app.command()
def point(
    story: StoryName,
    place: Annotated[int, typer.Argument(min=1, help="Which key point.")],
    choice: Annotated[
        str, typer.Argument(help="As 'show STORY' numbers them: S5; without one, the key point goes.")
    ] = "",
) -> None:
    """Choose another printed sentence for a key point.

    Example: briefing edit point 4 1 S5
    """
    with table() as on:
        _choose(on, on.named(story), "point", choice, place)


def _choose(on: Table, id_: str, kind: Literal["title", "point"], choice: str, place: int) -> None:
    citation = None
    if choice:
        sheet = on.open.sheet(id_)
        letter, listed = ("H", sheet.headlines) if kind == "title" else ("S", sheet.sentences)
        citation = numbered(choice, letter, listed)
    on.decide(Decision(kind=kind, story=id_, place=place, citation=citation))


@app.command()
def split(
    story: StoryName, articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="Their ids.")]
) -> None:
    """Take articles out into a story of their own.

    Example: briefing edit split 4 wire-17 ledger-3
    """
    with table() as on:
        on.decide(Decision(kind="split", story=on.named(story), articles=tuple(articles)))


@app.command()
def merge(story: StoryName, others: Annotated[list[str], typer.Argument(metavar="STORY...", help="Taken in.")]) -> None:
    """Make several stories one.

    Example: briefing edit merge 2 5
    """
    with table() as on:
        on.decide(Decision(kind="merge", story=on.named(story), stories=tuple(on.named(other) for other in others)))


@app.command()
def actor(
    name: Annotated[str, typer.Argument(help="The fullest spelling.")],
    alias: Annotated[list[str] | None, typer.Option(help="Another spelling; may be given again.")] = None,
    type_: Annotated[
        Literal["PER", "ORG", "GPE", "LOC", "NORP", "MISC"], typer.Option("--type", help="What it is.")
    ] = "PER",
    of: Annotated[str, typer.Option(help="The state or body that it belongs to.")] = "",
    never: Annotated[list[str] | None, typer.Option(help="A spelling that is somebody else.")] = None,
) -> None:
    """Say who is who; upon release it goes into the configuration as a table of actors.

    Example: briefing edit actor "Anna Berg" --alias Berg --of Norway
    """
    known = KnownActor(
        name=name, aliases=tuple(alias or ()), type=type_, affiliation=of, never_merge_with=tuple(never or ())
    )
    with table() as on:
        on.decide(Decision(kind="actor", actor=known))


@app.command()
def role(who: Annotated[str, typer.Argument(metavar="ACTOR", help="Its id.")], words: str) -> None:
    """Set right what somebody is.

    Example: briefing edit role per-anna-berg "Minister of Finance"
    """
    with table() as on:
        on.decide(Decision(kind="role", to=who, text=words))


@app.command("day")
def set_day(
    story: StoryName,
    choice: Annotated[str, typer.Argument(help="As 'show STORY' numbers them: D1.")],
    first: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"])],
    last: Annotated[datetime | None, typer.Argument(formats=["%Y-%m-%d"])] = None,
) -> None:
    """Set right the day that a time expression names.

    Example: briefing edit day 4 D1 2019-02-05
    """
    with table() as on:
        id_ = on.named(story)
        cited = numbered(choice, "D", on.open.sheet(id_).days)
        until = (last or first).date()
        on.decide(Decision(kind="day", story=id_, citation=cited, first=first.date(), last=until))


@app.command()
def note(
    words: str, story: Annotated[str, typer.Option(help="The story that it belongs to; else the whole brief.")] = ""
) -> None:
    """Add words of the desk, signed and marked as such.

    Example: briefing edit --by Ann note "Our embassy confirms the date." --story 4
    """
    with table() as on:
        on.decide(Decision(kind="note", story=on.named(story) if story else "", text=words))


@app.command()
def undo(
    number: Annotated[int | None, typer.Argument(min=1, help="Which decision; else the last.")] = None,
) -> None:
    """Take a decision back.

    Example: briefing edit undo 2
    """
    with table() as on:
        on.told(on.open.undo(number or 0))


@app.command()
def replay(file: Annotated[Path, typer.Argument(help="An edition.decisions.json.")]) -> None:
    """Decide as a file has it, in place of what was decided.

    Example: briefing edit replay output/2019-01-30/edition.decisions.json
    """
    try:
        given = parse(Decisions, file.read_bytes())
    except (OSError, ValueError) as error:
        raise InputError(str(file), f"no decisions: {error}", "give an edition.decisions.json") from error
    with table() as on:
        if given.date != on.open.draft.day:
            raise InputError(str(file), f"decides on the edition of {given.date}", f"--date {given.date}")
        on.told(on.open.draft.decide(given.decisions, instead_of=on.open.decided))


@app.command()
def release(
    out: Annotated[Path, typer.Option(help="Written to OUT/DAY/.")] = Path("output"),
    send: Annotated[bool, typer.Option(help="Mail it at once, where a server and recipients are configured.")] = True,
) -> None:
    """Let the edition out: it is written, mailed, and never changed again.

    Example: briefing edit --date 2019-01-30 --by Ann release
    """
    with table() as on:
        release_edition(on.open.draft, on.settings, on.kept, by=asked.by, out=out, send=send, config=asked.config)
