"""The JSON Schemas of the four forms, made from the forms themselves."""

from __future__ import annotations

from typing import Any

from briefing.forms.article import ArticleForm
from briefing.forms.base import Form
from briefing.forms.edition import EditionForm
from briefing.forms.reading import ReadingForm
from briefing.forms.story import StoryForm

FORMS: dict[str, type[Form]] = {
    "article": ArticleForm,
    "reading": ReadingForm,
    "story": StoryForm,
    "edition": EditionForm,
}


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the form called ``name``: article, reading, story or edition.

    Articles come from others, so their schema is of what is accepted; the rest is of what is written.
    """
    mode = "validation" if name == "article" else "serialization"
    made = FORMS[name].model_json_schema(by_alias=True, mode=mode)  # type: ignore[arg-type]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"briefing.{name}/1",
        **made,
    }
