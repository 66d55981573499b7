"""Lead: under whom a story is filed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.lexicon.places import place
from briefing.lexicon.words import words
from briefing.model import Actor

#: What being named in the headline is worth to an actor's salience. Judged by eye on the seeds.
NAMED = 1.5
_WORD = re.compile(r"[\w.’'-]*\w\.?")


def lead(actors: Sequence[Actor], title: str) -> str | None:
    """The id of the most salient of ``actors``, those first whom the headline names; None where nobody acts.

    Args:
        actors: of the story, most salient first.
        title: its headline; "Afghan" names Afghanistan, a surname its bearer.
    """
    said = f" {' '.join(words(title))} "
    states = {
        f"gpe-{found.state.casefold()}"
        for word in _WORD.findall(title)
        if (found := place(word, exact=True)) and found.kind in ("state", "demonym")
    }
    weight = {
        actor.id: actor.salience * (NAMED if actor.id in states or _is_named(actor, said) else 1)
        for actor in actors
        if actor.type in ("PER", "ORG", "GPE")
    }
    return max(weight, key=lambda id_: weight[id_]) if weight else None


def _is_named(actor: Actor, said: str) -> bool:
    names = {" ".join(words(name)) for name in (actor.name, *actor.aliases)} - {""}
    if actor.type == "PER":
        names |= {name.split()[-1] for name in names}
    return any(f" {name} " in said for name in names)
