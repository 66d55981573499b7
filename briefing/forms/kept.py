"""An article with what the archive knows of it: the line of ``briefing archive export``."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from briefing.forms.article import ArticleForm


def _bounded(value: str) -> str:
    """An id that any database takes."""
    if len(value) > 200 or not value.isprintable():
        msg = "an id has at most 200 printable characters"
        raise ValueError(msg)
    return value


class KeptArticleForm(ArticleForm):
    """The contract's article, and beside it when it came in and how long it may stay.

    Attributes:
        arrived: ISO 8601 in UTC; "" where it is not known.
        kept_day: the day that it counts for where it is undated.
    """

    id: Annotated[str, AfterValidator(_bounded)] = ""
    arrived: str = ""
    kept_day: date | None = None
    licence: str = ""
    keep_until: date | None = None
