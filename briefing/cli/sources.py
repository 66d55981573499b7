"""``briefing sources``: add, import, export, try."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from briefing.addresses import public
from briefing.cli.options import DEFAULT_CONFIG, Config, settings_from
from briefing.cli.output import NOTHING_USABLE, say, sheet, shown, tell_left_out
from briefing.errors import InputError, SettingsError
from briefing.model import Article, Skipped, SourceReport
from briefing.settings import Settings, SourceEntry, load_settings, table
from briefing.sources.doors.discovery import discover
from briefing.sources.doors.fetching import fetch
from briefing.sources.doors.opml import read_opml, write_opml

app = typer.Typer(help="Sources: tried, added, taken over from a feed reader and given to one.", no_args_is_help=True)

#: Items of a source that are shown before it is kept.
SHOWN = 5
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Keep it without asking.")]
Internal = Annotated[bool, typer.Option("--internal", help="Allow an address of your own network.")]


@app.command()
def add(
    address: Annotated[str, typer.Argument(metavar="URL", help="Of a site or of its feed.")],
    name: Annotated[str | None, typer.Option(help="The outlet's name; else as the feed says.")] = None,
    yes: Yes = False,
    internal: Internal = False,
    config: Config = None,
) -> None:
    """Find a site's feed, show its last items, and keep it in the configuration.

    Example: briefing sources add https://news.un.org
    """
    settings = _settings(config)
    found = discover(address, settings.fetch, internal=internal)
    for other in found[1:]:
        say(f"also there: {other}")
    if known := [entry.name for entry in settings.source if entry.location == found[0]]:
        say(f"{found[0]}: kept already, as {known[0]!r}", level="warning")
        return
    entry = SourceEntry(name=name or found[0], location=found[0], internal=internal)
    articles = _tried(entry, settings)
    if name is None:
        said = next((article.source for article in articles if article.source), "")
        entry = entry.model_copy(update={"name": said or address})
    if not yes and sys.stdin.isatty() and not typer.confirm(f"Keep {entry.name!r}?"):
        return
    _keep([entry], config)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A list of feeds (OPML), as feed readers export it.")],
    config: Config = None,
) -> None:
    """Take over the feeds of a feed reader; those that are kept already stay as they are.

    Example: briefing sources import feeds.opml
    """
    settings = _settings(config)
    try:
        entries, left = read_opml(file.read_bytes(), str(file))
    except OSError as error:
        raise InputError(str(file), error.strerror or "cannot be read", "check the spelling") from error
    for each in left:
        tell_left_out(each)
    known = {entry.location for entry in settings.source}
    fresh = [entry for entry in entries if entry.location not in known]
    _keep(fresh, config)
    say(f"{len(fresh)} sources added, {len(entries) - len(fresh)} kept already")


@app.command()
def export(
    file: Annotated[Path | None, typer.Argument(help="Where to; else standard output.")] = None,
    config: Config = None,
) -> None:
    """Write the configured feeds as OPML, for a feed reader; other kinds of sources are named and left out.

    Example: briefing sources export feeds.opml
    """
    settings = settings_from(config)
    for entry in settings.source:
        if entry.kind != "feed":
            say(f"left out: {entry.name}: no feed but a {entry.kind}", level="warning")
    content = write_opml(settings.source, settings.edition.title)
    if file is None:
        sys.stdout.buffer.write(content)
        return
    try:
        file.write_bytes(content)
    except OSError as error:
        raise SettingsError(
            str(file), error.strerror or "cannot be written", "name a file in your own folder"
        ) from error
    say(f"{file}: {sum(entry.kind == 'feed' for entry in settings.source)} feeds")


@app.command("try")
def try_(
    source: Annotated[str, typer.Argument(metavar="NAME|URL", help="A configured source by its name, or an address.")],
    internal: Internal = False,
    config: Config = None,
) -> None:
    """Show what a source gives now: its last items, and what would be left out. Nothing is kept.

    Example: briefing sources try "UN News"
    """
    settings = settings_from(config)
    entry = next((each for each in settings.source if each.name == source), None)
    if entry is None:
        if not source.startswith(("http://", "https://")):
            raise SettingsError(
                source, "no source of this name", "see [[source]] in the configuration, or give an address"
            )
        entry = SourceEntry(
            name=source, location=discover(source, settings.fetch, internal=internal)[0], internal=internal
        )
    _tried(entry, settings)


def _tried(entry: SourceEntry, settings: Settings) -> list[Article]:
    """The articles of ``entry``, its last items shown, newest first.

    Raises:
        typer.Exit: if there is none.
    """
    bounded = settings.model_copy(update={"fetch": settings.fetch.model_copy(update={"max_items": 2 * SHOWN})})
    articles: list[Article] = []
    for each in fetch([entry], settings=bounded):
        if isinstance(each, Article):
            articles.append(each)
        elif isinstance(each, Skipped):
            tell_left_out(each)
        elif isinstance(each, SourceReport) and each.reason:
            say(f"{each.location}: {each.reason}" + (f" ({each.remedy})" if each.remedy else ""), level="error")
    if not articles:
        say(
            f"{public(entry.location)}: nothing in it to show (look again later, or write it into the file)",
            level="error",
        )
        raise typer.Exit(NOTHING_USABLE)
    articles.sort(key=lambda article: str(article.published or ""), reverse=True)
    for article in articles[:SHOWN]:
        day = str(article.day or "undated") + ("" if article.published_certain else "?")
        words = f"{len(article.text.split())} words" + (f", {article.extract}" if article.extract else "")
        sheet().print(shown(f"{day:11} {article.title or article.text[:80]} ({words})"))
    return articles


def _settings(config: Path | None) -> Settings:
    """The settings of ``config``; the defaults where the file is yet to be written."""
    return Settings() if config is not None and not config.exists() else settings_from(config)


def _keep(entries: Sequence[SourceEntry], config: Path | None) -> None:
    """Append ``entries`` to the configuration, which must be right with them.

    Raises:
        SettingsError: if the file cannot be written.
    """
    path = config or DEFAULT_CONFIG
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    if not entries:
        return
    tables = [table("source", entry) for entry in entries]
    try:
        path.write_text(
            "\n".join(filter(None, [before.rstrip("\n") + "\n" if before else "", *tables])), encoding="utf-8"
        )
    except OSError as error:
        raise SettingsError(str(path), error.strerror or "cannot be written", "name a file with --config") from error
    load_settings(path)
    for entry in entries:
        say(f"{path}: {entry.name} ({entry.location})")
