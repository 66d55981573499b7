"""``briefing search``: full text over the archive."""

import json
import sys
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from briefing.archive import Hit, Query, find_actors
from briefing.archive import search as search_archive
from briefing.cli.options import ArchiveUrl, Config, kept_archive, settings_from
from briefing.cli.output import NOTHING_USABLE, data, printable, say
from briefing.errors import SettingsError


def search(
    query: Annotated[
        list[str] | None,
        typer.Argument(help="Words that must all occur; 'quoted phrases'; begin*."),
    ] = None,
    config: Config = None,
    archive: ArchiveUrl = None,
    actor: Annotated[str, typer.Option(help="Only articles that name this actor.")] = "",
    source: Annotated[str, typer.Option(help="Only this outlet.")] = "",
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line a hit.")] = False,
) -> None:
    """Full-text search over the archive, best first.

    Example: briefing search "air strikes" syria --since 2019-01-01 --actor "Benjamin Netanyahu"
    """
    words = " ".join(query or [])
    if not (words or actor or source or since or until):
        raise SettingsError("QUERY", "nothing to look for", "give words, or at least --actor, --source or a day")
    with kept_archive(archive, settings_from(config)) as kept:
        wanted = ""
        if actor:
            found = find_actors(kept.engine, actor, 1)
            if not found:
                say(f"{actor}: no actor of that name is in the archive", level="error")
                raise typer.Exit(NOTHING_USABLE)
            wanted = found[0].id
        hits = list(
            search_archive(
                kept.engine,
                Query(
                    words=words, actor=wanted, source=source, limit=limit,
                    first=since.date() if since else None, last=until.date() if until else None,
                ),
            )
        )  # fmt: skip
    console = Console(file=sys.stdout, highlight=False)
    for hit in hits:
        if as_json:
            data(json.dumps(_plain(hit), ensure_ascii=False))
        else:
            _show(console, hit)
    if not hits:
        say("nothing found")
        raise typer.Exit(NOTHING_USABLE)


def _plain(hit: Hit) -> dict[str, object]:
    """The hit as JSON; `found` are the places of the found words in the snippet, in code points."""
    snippet, found = "", []
    for part, wanted in hit.snippet:
        if wanted:
            found.append([len(snippet), len(snippet) + len(part)])
        snippet += part
    return {
        "id": hit.id, "title": hit.title, "source": hit.source, "url": hit.url,
        "day": hit.day.isoformat() if hit.day else None, "snippet": snippet, "found": found,
    }  # fmt: skip


def _show(console: Console, hit: Hit) -> None:
    head = Text(printable(hit.title or hit.id), style="bold")
    head.append(f" {printable(hit.source)} · {hit.day or 'undated'}", style="not bold dim")
    console.print(head)
    snippet = Text()
    for part, found in hit.snippet:
        snippet.append(printable(part), style="bold" if found else "")
    console.print(snippet)
    if hit.url:
        console.print(Text(printable(hit.url), style="dim"))
    console.print()
