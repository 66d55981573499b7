"""``briefing build``: the main job; with --explain, what each story weighs in words that can be read aloud."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from briefing import pipeline
from briefing.cli.options import (
    ArchiveUrl,
    BriefName,
    Config,
    Inputs,
    archive_from,
    changed,
    of_brief,
    settings_from,
    stdin,
)
from briefing.cli.output import progress, say, tell_faults, tell_left_out
from briefing.errors import SettingsError
from briefing.model import Edition, Story
from briefing.rendering import FORMATS, labels, why_here


def build(
    inputs: Inputs = None,
    day: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], help="The edition's day; else the inputs' latest."),
    ] = None,
    config: Config = None,
    brief: BriefName = None,
    out: Annotated[Path, typer.Option(help="Written to OUT/DAY/, or OUT/BRIEF/DAY/.")] = Path("output"),
    formats: Annotated[
        str | None,
        typer.Option(help=f"Some of {','.join(FORMATS)}; else html,pdf,json, or those of the brief."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print what each story weighs, and why it stands where it does.")
    ] = False,
    archive: ArchiveUrl = None,
    engine: Annotated[Literal["local", "dask"] | None, typer.Option(help="Where to read.")] = None,
    workers: Annotated[int | None, typer.Option(min=0, help="Readers at once; 0 is one per core.")] = None,
) -> None:
    """Build the brief of a day from articles.

    With no INPUT, from what 'briefing fetch' has put into the archive.

    Examples:

        briefing build articles/

        briefing build monday.html tuesday.eml --date 2019-01-29 --formats html,pdf,txt

        cat articles.jsonl | briefing build - --out /srv/briefs
    """
    settings = of_brief(changed(settings_from(config), engine={"kind": engine, "workers": workers}), brief)
    wanted = list(settings.edition.formats) if formats is None and brief else _formats(formats or "html,pdf,json")
    given = stdin() if "-" in (inputs or []) else None
    with archive_from(archive, settings) or nullcontext() as kept:
        built = pipeline.build(
            inputs or [],
            settings,
            out=out,
            formats=wanted,
            day=day.date() if day else None,
            archive=kept,
            stdin=given,
            progress=progress,
        )
    tell_faults(built.faults)
    for notice in built.notices:
        say(notice, level="warning")
    for skipped in built.edition.left_out:
        tell_left_out(skipped)
    for line in weighing(built.stories, built.edition) if explain else ():
        typer.echo(line)
    for path in built.files:
        say(str(path), file=str(path))
    counts, on = built.edition.counts, built.edition.date
    again = f", {_counted(built.again, 'article', 'articles')} came in again" if built.again else ""
    say(
        f"{on:%A} {on.day} {on:%B %Y}: {_counted(counts.stories, 'story', 'stories')} from "
        f"{_counted(counts.articles, 'article', 'articles')} ({_counted(counts.copies, 'copy', 'copies')}), "
        f"{counts.skipped} of {_counted(counts.inputs, 'input', 'inputs')} left out{again}",
        date=str(on), inputs=counts.inputs, articles=counts.articles, copies=counts.copies,
        stories=counts.stories, skipped=counts.skipped, again=built.again,
    )  # fmt: skip


def _formats(listed: str) -> list[str]:
    wanted = [name.strip().casefold() for name in listed.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        raise SettingsError("--formats", f"unknown: {listed!r}", f"some of {','.join(FORMATS)}")
    return list(dict.fromkeys(wanted))


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def weighing(stories: Sequence[Story], edition: Edition) -> Iterator[str]:
    """Three lines a story, weightiest first: weight and headline, the terms of the sum, where it stands."""
    front = edition.front
    places = {item.story: f"page one, {n}" for n, item in enumerate(front.items, 1)}
    places |= {line.story: "page one, also" for line in front.also}
    places |= {line.story: "checked" for line in front.checked}
    places |= {line.story: "comment" for line in front.comment}
    reasons = {passed.story: passed.reason for passed in front.passed_over}
    for story in stories:
        yield f"{story.gravity.total:6.2f}  {story.title}"
        yield f"        {'; '.join(why_here(story.gravity, labels('en'))[1:])}"
        where = places.get(story.id, "not on page one")
        why = reasons.get(story.id, "")
        yield f"        {where}{': ' + why if why else ''}"
