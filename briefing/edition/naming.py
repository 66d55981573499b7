"""Naming: places in the edition's language. Tables call them in English, which is right for an English edition only."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.lexicon.names_ids import is_state
from briefing.lexicon.places import place
from briefing.lexicon.regions import called
from briefing.model import Actor, Reading, Story


def named_in(stories: Sequence[Story], readings: Mapping[str, Reading], language: str) -> list[Story]:
    """The stories with their states called as ``language`` (ISO 639-1) does, and other places as its articles print them."""
    if language == "en":
        return list(stories)
    printed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for reading in readings.values():
        if reading.article.language == language:
            for mention in reading.mentions:
                if mention.actor and mention.type == "LOC":
                    printed[mention.actor][" ".join(mention.span.of(reading.article.text).split())] += 1
    return [replace(one, actors=tuple(_called(actor, printed, language) for actor in one.actors)) for one in stories]


def _called(actor: Actor, printed: Mapping[str, Counter[str]], language: str) -> Actor:
    if is_state(actor.id):
        code = actor.id.removeprefix("gpe-").upper()
        # "России" is no other name of Россия
        aliases = tuple(a for a in actor.aliases if (known := place(a, language)) is None or known.state != code)
        return replace(actor, name=called(code, language), aliases=aliases)
    if actor.type in ("GPE", "LOC") and actor.id in printed:
        forms = printed[actor.id]
        name = min(forms, key=lambda form: (-forms[form], len(form), form))  # of equals the one without an ending
        return replace(actor, name=name, aliases=tuple(alias for alias in actor.aliases if alias != name))
    return actor
