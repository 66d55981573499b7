"""A sentence as printed: who "he" is and which day "Tuesday" was, in square brackets."""

from __future__ import annotations

from datetime import date

from briefing.edition import brackets
from briefing.edition.candidates import Candidate
from briefing.lexicon.names import parse_person
from briefing.lexicon.names_sound import fold
from briefing.model import Reading, turned

#: Only subject pronouns are explained: "his" and "them" would clutter more than they tell.
_PRONOUNS = frozenset({"he", "she", "they", "it", "il", "elle", "er", "sie", "él", "ella", "он", "она"})


def printed(candidate: Candidate, reading: Reading, day: date, language: str) -> str:
    """``candidate``'s sentence with its editorial insertions; without them it is verbatim."""
    names = {actor.id: actor for actor in reading.actors}
    start = candidate.span.start
    known: set[str] = set()
    who: list[tuple[int, str]] = []
    everybody = sorted(
        [(mention, True) for mention in candidate.mentions] + [(mention, False) for mention in candidate.references],
        key=lambda pair: pair[0].span,
    )
    for mention, named in everybody:
        if mention.actor is None or mention.actor not in names or mention.actor in known:
            continue
        known.add(mention.actor)
        words = mention.span.of(reading.article.text)
        actor = names[mention.actor]
        if not named and words.casefold() in _PRONOUNS and "[" not in candidate.text:
            short = _surname(actor.name) if actor.type == "PER" else actor.name
            who.append((mention.span.end - start, f" [{short}]"))
    when = brackets.insertions(candidate.text, start, candidate.timexes, day=day, language=language)
    text = brackets.apply(candidate.text, sorted([*who, *when]))
    # A name that reads as a denial ("Médecins sans frontières") would turn the sentence: then rather none.
    return candidate.text if turned(text, candidate.text) else text


def _surname(name: str) -> str:
    """The family name as printed in ``name``, particles with it."""
    words = name.split()
    folded = parse_person(name).surname.split()
    for at in range(len(words) - len(folded), -1, -1):
        if folded and [fold(word) for word in words[at : at + len(folded)]] == folded:
            return " ".join(words[at : at + len(folded)])
    return name
