"""Roles: which of several wordings of what somebody is are one role."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from briefing.lexicon.names_sound import fold
from briefing.model import Role

#: A role that is over, not yet begun, only claimed, or somebody's under it, is not the role.
NOT_YET_OR_UNDER: Final = frozenset(
    "former ex ex- then late outgoing incoming acting interim self-declared self-proclaimed presumptive deputy vice "
    "accused alleged suspected".split()
)


def once(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Each role once, in the fullest of its wordings and with its latest day, in the order given.

    "Secretary" is the "US Treasury secretary" of another sentence of that day; a "former President" is no President.
    """
    kept: dict[frozenset[str], Role] = {}
    for role in roles:
        words = frozenset(fold(role.text).split())
        if words not in kept or _day(role) > _day(kept[words]):
            kept[words] = role
    return tuple(
        role
        for words, role in kept.items()
        if not any(
            _day(other) == _day(role) and words < others and NOT_YET_OR_UNDER.isdisjoint(others - words)
            for others, other in kept.items()
        )
    )


def latest(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Each role once, the latest first, of one day the fullest."""
    return tuple(sorted(once(roles), key=lambda role: (-_day(role).toordinal(), -len(role.text), role.text)))


def _day(role: Role) -> date:
    return role.day or date.min
