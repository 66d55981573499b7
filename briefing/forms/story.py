"""Story ↔ JSON."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from briefing.forms.actor import ActorForm
from briefing.forms.base import Form
from briefing.model import Story


class StoryForm(Form):
    """One event and the articles that tell it."""

    schema_: Literal["briefing.story/1"] = Field("briefing.story/1", alias="schema")
    id: str
    title: str
    articles: list[str]
    copies: list[list[str]]
    lead_actor: str | None
    actors: list[ActorForm]
    from_: date | None = Field(None, alias="from")
    to: date | None = None

    @classmethod
    def of(cls, story: Story) -> StoryForm:
        """The form of ``story``."""
        return cls(
            id=story.id, title=story.title, articles=list(story.articles),
            copies=[list(group) for group in story.copies], lead_actor=story.lead_actor,
            actors=[ActorForm.of(actor) for actor in story.actors], from_=story.first, to=story.last,
        )  # fmt: skip

    def noun(self) -> Story:
        """The story that this form was made of."""
        return Story(
            id=self.id, title=self.title, articles=tuple(self.articles),
            copies=tuple(tuple(group) for group in self.copies), lead_actor=self.lead_actor,
            actors=tuple(actor.noun() for actor in self.actors), first=self.from_, last=self.to,
        )  # fmt: skip
