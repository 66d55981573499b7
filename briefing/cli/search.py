"""``briefing search`` and ``briefing actor``: look into the archive."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from briefing.archive import Archive, Query, dossier, find_actors
from briefing.archive import search as search_archive
from briefing.archive.search import CLOSE, OPEN
from briefing.cli.options import ArchiveUrl, Config, archive_from, settings_from
from briefing.cli.output import NOTHING_USABLE, data, say
from briefing.errors import SettingsError

#: Eighth blocks, lowest first.
BARS = " ▁▂▃▄▅▆▇█"


def _archive(url: str | None, config_settings: object) -> Archive:
    kept = archive_from(url, config_settings)  # type: ignore[arg-type]
    if kept is None:
        raise SettingsError("--archive none", "there is nothing to look into")
    return kept


def search(
    query: Annotated[list[str], typer.Argument(help="Words that must all occur; 'quoted phrases'; begin*.")],
    config: Config = None,
    archive: ArchiveUrl = None,
    actor: Annotated[str, typer.Option(help="Only articles that name this actor.")] = "",
    source: Annotated[str, typer.Option(help="Only this outlet.")] = "",
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], show_default=False)] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], show_default=False)] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line a hit.")] = False,
) -> None:
    """Full-text search over the archive, best first.

    Example: briefing search "air strikes" syria --since 2019-01-01 --actor "Benjamin Netanyahu"
    """
    with _archive(archive, settings_from(config)) as kept:
        wanted = ""
        if actor:
            found = find_actors(kept.engine, actor, 1)
            if not found:
                raise SettingsError(actor, "no actor of that name is in the archive")
            wanted = found[0].id
        hits = list(
            search_archive(
                kept.engine,
                Query(
                    words=" ".join(query), actor=wanted, source=source, limit=limit,
                    first=since.date() if since else None, last=until.date() if until else None,
                ),
            )
        )  # fmt: skip
    console = Console(file=sys.stdout, highlight=False)
    for hit in hits:
        if as_json:
            plain = hit.snippet.replace(OPEN, "").replace(CLOSE, "")
            data(
                json.dumps(
                    {
                        "id": hit.id, "title": hit.title, "source": hit.source, "url": hit.url,
                        "day": hit.day.isoformat() if hit.day else None, "snippet": plain,
                    },
                    ensure_ascii=False,
                )
            )  # fmt: skip
            continue
        console.print(
            Text(hit.title or hit.id, style="bold"),
            Text(f" {hit.source} · {hit.day or 'undated'}", style="dim"),
            sep="",
        )
        console.print(_marked(hit.snippet))
        if hit.url:
            console.print(Text(hit.url, style="dim"))
        console.print()
    if not hits:
        say("nothing found")
        raise typer.Exit(NOTHING_USABLE)


def _marked(snippet: str) -> Text:
    """The snippet with its found words in bold."""
    text = Text()
    for n, part in enumerate(snippet.replace(CLOSE, OPEN).split(OPEN)):
        text.append(part, style="bold" if n % 2 else "")
    return text


def sparkline(volume: tuple[int, ...]) -> str:
    """Eight heights of block, the largest figure the highest."""
    top = max(volume, default=0) or 1
    return "".join(BARS[-(-value * 8 // top)] for value in volume)


def actor(
    name: Annotated[str, typer.Argument(help="A name, a part of one, or an id.")],
    config: Config = None,
    archive: ArchiveUrl = None,
) -> None:
    """One actor's dossier over time: aliases, roles with days, stories, company, volume.

    Example: briefing actor Lavrentiev
    """
    with _archive(archive, settings_from(config)) as kept:
        found = find_actors(kept.engine, name)
        if not found:
            say(f"{name}: no actor of that name is in the archive", level="error")
            raise typer.Exit(NOTHING_USABLE)
        told = dossier(kept.engine, found[0])
    console = Console(file=sys.stdout, highlight=False)
    one = told.actor
    console.print(Text(one.name, style="bold"), Text(f" {one.type}"), sep="")
    if one.aliases:
        console.print(Text("also      " + "; ".join(one.aliases)))
    for role in one.roles:
        console.print(Text(f"role      {role.text}" + (f" ({role.day})" if role.day else "")))
    console.print(Text(f"seen      {told.first_seen} – {told.last_seen}"))
    console.print(Text(f"volume    {sparkline(told.volume)}  articles a day, {len(told.volume)} days"))
    if told.company:
        console.print(Text("with      " + "; ".join(f"{who} ({shared})" for who, shared in told.company)))
    for day, title, articles in told.stories:
        console.print(Text(f"{day}  {title} ({articles})"))
    if len(found) > 1:
        console.print(Text("others    " + "; ".join(other.name for other in found[1:]), style="dim"))
