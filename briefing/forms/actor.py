"""Actor ↔ JSON."""

from __future__ import annotations

from datetime import date

from briefing.forms.base import Form
from briefing.model import Actor, ActorType, Role


class RoleForm(Form):
    """A role and the day on which it was printed."""

    text: str
    day: date | None = None


class ActorForm(Form):
    """An actor; `roles` as plain words, `dated_roles` with their days."""

    id: str
    name: str
    type: ActorType
    aliases: list[str] = []
    roles: list[str] = []
    dated_roles: list[RoleForm] = []
    affiliation: str | None = None
    salience: float = 0.0
    mentions: int = 0

    @classmethod
    def of(cls, actor: Actor) -> ActorForm:
        """The form of ``actor``; salience to four places, so that the same figure prints the same everywhere."""
        return cls(
            id=actor.id, name=actor.name, type=actor.type, aliases=list(actor.aliases),
            roles=[role.text for role in actor.roles],
            dated_roles=[RoleForm(text=role.text, day=role.day) for role in actor.roles],
            affiliation=actor.affiliation, salience=round(actor.salience, 4), mentions=actor.mentions,
        )  # fmt: skip

    def noun(self) -> Actor:
        """The actor that this form was made of."""
        return Actor(
            id=self.id, name=self.name, type=self.type, aliases=tuple(self.aliases),
            roles=tuple(Role(text=r.text, day=r.day) for r in self.dated_roles) or tuple(Role(text=r) for r in self.roles),
            affiliation=self.affiliation, salience=self.salience, mentions=self.mentions,
        )  # fmt: skip
