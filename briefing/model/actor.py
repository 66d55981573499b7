"""Mention and Actor: a name in a text, and who bears it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from briefing.model.span import Span

MentionType = Literal["PER", "ORG", "LOC", "NORP", "MISC"]
ActorType = Literal["PER", "ORG", "GPE", "LOC", "NORP", "MISC"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words in an article that refer to somebody or something.

    Attributes:
        span: code points of the article's text.
        type: of the words ("Russian" is NORP), not of the actor behind them (Russia, GPE).
        actor: id of the actor, where known.
    """

    span: Span
    type: MentionType
    actor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What somebody is said to be ("Deputy Foreign Minister"), and on which day it was printed."""

    text: str
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, body or place that acts: local in a Reading, merged in a Story, dated in the archive.

    Attributes:
        id: stable for the same name and type ("per-benjamin-netanyahu", "gpe-ru").
        name: the fullest spelling that most sources print.
        aliases: the other spellings printed, most frequent first.
        roles: as printed, latest first.
        affiliation: id of the actor it belongs to (a minister's state, an army's state).
        salience: 0 to 1, share of the article's or story's attention.
        mentions: how many mentions were counted.
    """

    id: str
    name: str
    type: ActorType
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    affiliation: str | None = None
    salience: float = 0.0
    mentions: int = 0
