"""Options that several commands share."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from briefing.errors import SettingsError
from briefing.settings import Settings, load_settings

if TYPE_CHECKING:
    from briefing.archive import Archive

#: Looked for where no --config is given.
DEFAULT_CONFIG = Path("briefing.toml")

Inputs = Annotated[
    list[str] | None,
    typer.Argument(metavar="[INPUT]...", help="Files, folders, addresses of pages or feeds, or '-'."),
]
Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="The configuration; ./briefing.toml where there is one."),
]
ArchiveUrl = Annotated[str | None, typer.Option("--archive", help="Archive URL, or 'none' to keep nothing.")]
EditionDay = Annotated[
    datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], help="Of the edition; else the latest."),
]
Out = Annotated[Path, typer.Option(help="Where editions are written.")]
BriefName = Annotated[
    str | None,
    typer.Option("--brief", help="Which of several briefs; else the first of the configuration."),
]


def settings_from(config: Path | None) -> Settings:
    """The settings of ``config``, or of ./briefing.toml, or the defaults.

    Raises:
        SettingsError: if the file is missing or wrong.
    """
    if config is None and DEFAULT_CONFIG.is_file():
        config = DEFAULT_CONFIG
    return load_settings(config)


def of_brief(settings: Settings, name: str | None) -> Settings:
    """``settings`` of the brief called ``name``; without one, of the first.

    Raises:
        SettingsError: if there is none.
    """
    return settings.of(settings.briefs()[0] if name is None else name)


def changed(settings: Settings, **changes: dict[str, Any]) -> Settings:
    """``settings`` with some values of some tables changed: ``reading={"words": 60}``; None changes nothing.

    Raises:
        SettingsError: if a value is out of bounds.
    """
    from briefing.settings import parse_settings

    content = settings.model_dump(mode="json", exclude_none=True)
    for table, values in changes.items():
        content[table] |= {key: value for key, value in values.items() if value is not None}
    return parse_settings(content, "command line")


def archive_from(url: str | None, settings: Settings, **how: bool) -> "Archive | None":
    """The archive at ``url``, or the configured one, opened as ``how`` says; None where the user wants none."""
    url = url or settings.archive.url
    if url == "none":
        return None
    from briefing.archive import Archive

    return Archive.open(url, **how).of(settings.edition.brief)


def kept_archive(url: str | None, settings: Settings, *, write: bool = False) -> "Archive":
    """The archive that is there already; for commands that only look into it, unless they ``write``.

    Raises:
        SettingsError: if the user wants none.
        ArchiveError: if there is none, or it cannot be opened.
    """
    kept = archive_from(url, settings, create=False, write=write)
    if kept is None:
        raise SettingsError("--archive none", "there is nothing to look into", "name an archive")
    return kept


def stdin() -> BinaryIO:
    """Standard input as bytes.

    Raises:
        SettingsError: if nothing is piped in: a person at a terminal would wait for ever.
    """
    if sys.stdin is None or sys.stdin.isatty():
        raise SettingsError("standard input", "nothing is piped in", "name a file or a folder")
    return sys.stdin.buffer
