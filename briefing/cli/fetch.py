"""``briefing fetch``: the configured sources into the archive."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from briefing.archive import Archive, Remembered
from briefing.cli.options import ArchiveUrl, Config, archive_from, settings_from
from briefing.cli.output import NOTHING_USABLE, grid, progress, say, sheet, tell_left_out
from briefing.errors import SettingsError
from briefing.model import Article, Skipped, SourceReport, Validators
from briefing.settings import Settings
from briefing.sources.doors.fetching import fetch as fetch_sources

#: Days without anything new after which a source counts as silent.
SILENT_DAYS = 3


def fetch(
    config: Config = None,
    archive: ArchiveUrl = None,
    health: Annotated[bool, typer.Option("--health", help="Only show how the sources have been doing.")] = False,
) -> None:
    """Pull the configured feeds, pages, folders and mailboxes into the archive.

    Example: briefing fetch --config briefing.toml
    """
    settings = settings_from(config)
    kept = archive_from(archive, settings)
    if kept is None:
        raise SettingsError("--archive none", "fetching needs an archive to put articles into")
    with kept:
        if health:
            _show_health(kept)
            return
        if not settings.source:
            raise SettingsError(
                "[[source]]", "no source is configured", "add some to briefing.toml, or 'briefing init'"
            )
        reports = fetch_all(kept, settings)
    if all(report.state == "failed" for report in reports):
        raise typer.Exit(NOTHING_USABLE)


def fetch_all(kept: Archive, settings: Settings) -> list[SourceReport]:
    """Fetch every source; each one's articles are kept before its validators, so that nothing is lost to a kill."""
    now = datetime.now(UTC)
    known = Remembered({key: Validators(**form) for key, form in kept.sources.validators().items()})
    licences = {entry.name: entry for entry in settings.source}
    reports: list[SourceReport] = []
    articles: list[Article] = []
    for each in progress("fetch", fetch_sources(settings.source, settings=settings, known=known)):
        if isinstance(each, Skipped):
            tell_left_out(each)
        elif isinstance(each, Article):
            articles.append(each)
        else:
            entry = licences[each.name]
            until = now.date() + timedelta(days=entry.keep_days) if entry.keep_days else None
            new = kept.save_articles(articles, licence=entry.licence, keep_until=until, arrived=now)
            articles = []
            failed = each.reason if each.state == "failed" else ""
            kept.sources.record(
                each.name,
                at=now.isoformat(timespec="seconds"),
                new=new,
                reason=failed,
                validators={validator.key: asdict(validator) for validator in each.validators},
                keep=[validator.key for validator in each.validators] if each.complete else (),
            )
            reports.append(each)
            _say(each, new)
    return reports


def _say(report: SourceReport, new: int) -> None:
    """One line a source; with its remedy where it failed."""
    if report.state == "failed":
        words = f"{report.name}: failed: {report.reason}" + (f" ({report.remedy})" if report.remedy else "")
    else:
        words = f"{report.name}: {new} new, {report.unchanged} unchanged, {report.left_out} left out"
        words += f"; {report.reason}" if report.reason else ""
    say(
        words,
        level="error" if report.state == "failed" else "info",
        source=report.name, state=report.state, new=new, unchanged=report.unchanged, bytes=report.bytes,
    )  # fmt: skip


def _show_health(kept: Archive) -> None:
    now = datetime.now(UTC)
    rows = []
    for one in kept.sources.health():
        silent = not one.last_new or now - datetime.fromisoformat(one.last_new) > timedelta(days=SILENT_DAYS)
        state = "failing" if one.failures else "silent" if silent else "well"
        rows.append((one.name, state, one.last_ok[:16], one.last_new[:16], str(one.failures or ""), one.reason))
    columns = ("source", "state", "last answered", "last new", "failures in a row", "why")
    sheet().print(grid("Sources", columns, rows))
