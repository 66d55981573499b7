"""``briefing init``: a commented briefing.toml."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.output import say
from briefing.errors import SettingsError
from briefing.files import put_in_place
from briefing.settings import parse_settings, quoted


def template() -> str:
    """The configuration with all its keys, defaults and comments."""
    return (files("briefing") / "data" / "briefing.toml").read_text(encoding="utf-8")


def init(
    path: Annotated[Path, typer.Argument(help="Where to write it.")] = Path("briefing.toml"),
    title: Annotated[str | None, typer.Option(help="The brief's title.")] = None,
    timezone: Annotated[str | None, typer.Option(help="An IANA name, such as Europe/Paris.")] = None,
    language: Annotated[str | None, typer.Option(help="en, fr, de, es, ru or ar.")] = None,
    to: Annotated[list[str] | None, typer.Option(help="A recipient; may be given again.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
) -> None:
    """Write a commented configuration.

    Example: briefing init --title "Morning brief" --timezone Europe/Paris --to minister@example.org
    """
    if path.exists() and not force:
        raise SettingsError(str(path), "is there already", "give another name, or --force")
    text = template()
    for key, value in (("title", title), ("timezone", timezone), ("language", language)):
        if value is not None:
            text = _set(text, key, quoted(value))
    if to:
        text = _set(text, "recipients", quoted(to))
    try:
        parse_settings(tomllib.loads(text), "command line")
        content = text.encode("utf-8")
    except (tomllib.TOMLDecodeError, UnicodeEncodeError) as error:
        raise SettingsError("command line", f"no text for a configuration: {error}", "give plain text") from error
    try:
        put_in_place({path: content})
    except OSError as error:
        raise SettingsError(str(path), f"cannot be written: {error.strerror}", "give another name") from error
    say(f"{path}: written; next: briefing doctor --config {path}")


def _set(text: str, key: str, value: str) -> str:
    return re.sub(rf"^{key} = (?:\"[^\"]*\"|\[\])", lambda _: f"{key} = {value}", text, count=1, flags=re.MULTILINE)
