"""KnownStory ↔ JSON: for the archive only."""

from __future__ import annotations

import base64
from datetime import date

from briefing.forms.base import Form
from briefing.model import KnownStory


class KnownStoryForm(Form):
    """What tomorrow's grouping needs of today's story."""

    id: str
    title: str
    last: date | None
    articles: list[str]
    terms: list[tuple[str, float]]
    vector: str
    actors: list[str]

    @classmethod
    def of(cls, known: KnownStory) -> KnownStoryForm:
        """The form of ``known``."""
        return cls(
            id=known.id, title=known.title, last=known.last, articles=list(known.articles), terms=list(known.terms),
            vector=base64.b64encode(known.vector).decode(), actors=list(known.actors),
        )  # fmt: skip

    def noun(self) -> KnownStory:
        """The noun that this form was made of."""
        return KnownStory(
            id=self.id, title=self.title, last=self.last, articles=tuple(self.articles), terms=tuple(self.terms),
            vector=base64.b64decode(self.vector), actors=tuple(self.actors),
        )  # fmt: skip
