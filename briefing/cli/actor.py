"""``briefing actor``: one actor over time."""

import json
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from briefing.archive import Dossier, dossier, find_actors
from briefing.cli.options import ArchiveUrl, Config, kept_archive, settings_from
from briefing.cli.output import NOTHING_USABLE, data, printable, say
from briefing.errors import SettingsError
from briefing.rendering import fill

#: Eighth blocks, lowest first.
BARS = " ▁▂▃▄▅▆▇█"


def actor(
    name: Annotated[str, typer.Argument(help="A name, a part of one, or an id.")],
    config: Config = None,
    archive: ArchiveUrl = None,
    as_html: Annotated[bool, typer.Option("--html", help="As a page, on standard output.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON line.")] = False,
) -> None:
    """One actor's dossier over time: aliases, roles with days, stories, company, volume.

    Examples:

        briefing actor Lavrentiev

        briefing actor "Benjamin Netanyahu" --html > netanyahu.html
    """
    if as_html and as_json:
        raise SettingsError("--html --json", "one at a time")
    with kept_archive(archive, settings_from(config)) as kept:
        found = find_actors(kept.engine, name)
        if not found:
            say(f"{name}: no actor of that name is in the archive", level="error")
            raise typer.Exit(NOTHING_USABLE)
        told = dossier(kept.engine, found[0])
    if as_html:
        data(page(told))
    elif as_json:
        data(json.dumps(_plain(told), ensure_ascii=False))
    else:
        _show(told)
        if len(found) > 1:
            say("others of that name: " + "; ".join(f"{other.name} ({other.id})" for other in found[1:]))


def page(told: Dossier) -> str:
    """The dossier as HTML."""
    context = {
        "actor": told.actor, "first": told.first_seen, "last": told.last_seen, "volume": told.volume,
        "top": max(told.volume, default=0) or 1, "company": told.company, "stories": told.stories,
    }  # fmt: skip
    return fill("dossier.html", context, language="en", folder=None)


def sparkline(volume: Sequence[int]) -> str:
    """Eight heights of block, the largest figure the highest."""
    top = max(volume, default=0) or 1
    return "".join(BARS[-(-value * 8 // top)] for value in volume)


def _show(told: Dossier) -> None:
    one = told.actor
    lines = [f"{one.name} {one.type} {one.id}"]
    if one.aliases:
        lines.append("also      " + "; ".join(one.aliases))
    lines += [f"role      {role.text}" + (f" ({role.day})" if role.day else "") for role in one.roles]
    lines.append(f"seen      {told.first_seen} – {told.last_seen}")
    lines.append(f"volume    {sparkline(told.volume)}  articles a day, {len(told.volume)} days")
    if told.company:
        lines.append("with      " + "; ".join(f"{who} ({shared})" for who, shared, _ in told.company))
    lines += [f"{day}  {title} ({articles})" for day, title, articles, _ in told.stories]
    console = Console(file=sys.stdout, highlight=False)
    for line in lines:
        console.print(Text(printable(line)), soft_wrap=True)


def _plain(told: Dossier) -> dict[str, object]:
    one = told.actor
    return {
        "id": one.id, "name": one.name, "type": one.type, "aliases": list(one.aliases),
        "roles": [{"text": role.text, "day": role.day.isoformat() if role.day else None} for role in one.roles],
        "first_seen": told.first_seen.isoformat(), "last_seen": told.last_seen.isoformat(),
        "volume": list(told.volume),
        "company": [{"name": who, "articles": shared} for who, shared, _ in told.company],
        "stories": [{"day": day.isoformat(), "title": title, "articles": n} for day, title, n, _ in told.stories],
    }  # fmt: skip
