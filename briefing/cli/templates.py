"""``briefing templates``: list, and copy one to change it."""

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.options import Config, settings_from
from briefing.cli.output import data, say
from briefing.errors import SettingsError
from briefing.rendering import template_copy, templates_list

app = typer.Typer(help="The pages' templates: yours to change, file by file.", no_args_is_help=True)


@app.command("list")
def list_() -> None:
    """Name the bundled templates.

    Example: briefing templates list
    """
    for name in templates_list():
        data(name)


@app.command()
def copy(
    name: Annotated[str, typer.Argument(help="As 'briefing templates list' names it.")],
    to: Annotated[Path | None, typer.Option(help="Your folder; else the configured one.")] = None,
    config: Config = None,
) -> None:
    """Copy a template into your own folder; yours then wins over the bundled one.

    Example: briefing templates copy edition.html --to my-templates
    """
    settings = settings_from(config)
    folder = to or settings.edition.own_templates
    if folder is None:
        raise SettingsError("--to", "no folder is named", "give --to, and set templates in [edition] to the same")
    try:
        copied = template_copy(name, folder)
    except OSError as error:
        raise SettingsError("--to", f"{folder}: {error.strerror}", "name a folder that you may write to") from error
    say(f'{copied}: yours; set [edition] templates = "{folder}"')
