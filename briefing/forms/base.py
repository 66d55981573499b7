"""What all forms share: a pydantic model that is written by alias and bears its schema's name."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer


def _day_or_moment(value: object) -> object:
    """A day ("2019-01-29"), or with hours a moment."""
    if isinstance(value, str) and value:
        return date.fromisoformat(value) if len(value) == len("2019-01-29") else datetime.fromisoformat(value)
    return value or None


Published = Annotated[
    date | datetime | None,
    BeforeValidator(_day_or_moment),
    PlainSerializer(lambda value: value.isoformat() if value else None, return_type=str | None),
]


class Form(BaseModel):
    """One JSON object of the contract."""

    model_config = ConfigDict(
        extra="ignore", populate_by_name=True, frozen=True, serialize_by_alias=True, validate_by_alias=True
    )

    def line(self) -> str:
        """One line of JSON, keys in the contract's order, non-ASCII as it is."""
        return json.dumps(self.plain(), ensure_ascii=False, separators=(", ", ": "))

    def plain(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=False)
