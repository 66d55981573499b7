"""``briefing schema``: the JSON Schemas of the forms."""

import json
from typing import Annotated

import typer

from briefing.cli.output import data
from briefing.errors import SettingsError
from briefing.forms import FORMS
from briefing.forms import schema as schema_of


def schema(name: Annotated[str, typer.Argument(help=f"One of {', '.join(FORMS)}.")]) -> None:
    """Print the JSON Schema of a form.

    Example: briefing schema edition
    """
    if name not in FORMS:
        raise SettingsError(name, "no form is called that", f"one of {', '.join(FORMS)}")
    data(json.dumps(schema_of(name), indent=2, ensure_ascii=False))
