"""A sentence as printed, in square brackets who "he" and "Holt" are, which day "Tuesday" was, what the toll is by now."""

import re
from collections.abc import Mapping
from datetime import date

from briefing.edition import brackets
from briefing.edition.candidates import Candidate
from briefing.edition.outdated import Outdated
from briefing.lexicon.names import parse_person
from briefing.lexicon.names_sound import fold
from briefing.model import Actor, Mention, Reading, turned

#: Only subject pronouns are explained: "his" and "them" would clutter more than they tell.
_PRONOUNS = frozenset({"he", "she", "they", "it", "il", "elle", "er", "sie", "él", "ella", "он", "она"})
#: Before a surname that only says which: "the Trump administration" needs no first name.
_ARTICLE = re.compile(r"\b(?:the|an?)\s\Z", re.IGNORECASE)


class Printer:
    """Prints the sentences of a story in their order: whom one introduced, the next need not.

    Args:
        readings: by article id.
        day: of the edition.
        language: of the labels.
        introduced: what stands above the sentences: the headline.
        outdated: figures that have moved on.
    """

    def __init__(
        self,
        readings: Mapping[str, Reading],
        day: date,
        language: str,
        *,
        introduced: str = "",
        outdated: Outdated | None = None,
    ) -> None:
        self._readings, self._day, self._language = readings, day, language
        self._outdated = outdated or {}
        self._said = [fold(introduced)]

    def printed(self, candidate: Candidate) -> str:
        """``candidate``'s sentence with its editorial insertions; without them it is verbatim."""
        actors = {actor.id: actor for actor in self._readings[candidate.article.id].actors}
        start, text = candidate.span.start, candidate.article.text
        who: list[tuple[int, str]] = []
        known: set[str] = set()
        everybody = sorted((*candidate.mentions, *candidate.references), key=lambda mention: mention.span)
        for mention in everybody if "[" not in candidate.text else ():
            actor = actors.get(mention.actor or "")
            if actor is None or actor.id in known or _ARTICLE.search(candidate.text, 0, mention.span.start - start):
                continue
            known.add(actor.id)
            name = self._explained(mention, actor, mention.span.of(text), fold(candidate.text))
            behind = brackets.place(candidate.text, mention.span.end - start)
            if name and behind is not None:
                who.append((behind, f" [{name}]"))
        when = brackets.insertions(candidate.text, start, candidate.timexes, day=self._day, language=self._language)
        moved = self._outdated.get(candidate.article.id, ()) if "[" not in candidate.text else ()
        since = [(one.span.end - start, one.mark) for one in moved if one.span in candidate.span]
        made = brackets.apply(candidate.text, sorted([*since, *who, *when]))
        # A name that reads as a denial ("Médecins sans frontières") would turn the sentence: then rather none.
        made = candidate.text if turned(made, candidate.text) else made
        self._said.append(fold(made))
        return made

    def _explained(self, mention: Mention, actor: Actor, words: str, here: str) -> str:
        """What stands in brackets behind ``words``; "" where the reader knows who is meant."""
        name = actor.name
        full = fold(name)
        told = any(full in said for said in self._said)
        if words.casefold() in _PRONOUNS:
            return _surname(name) if actor.type == "PER" and told else name
        bare = mention.type == actor.type == "PER" and " " in name and fold(words) == fold(_surname(name))
        return name if bare and not told and full not in here else ""


def _surname(name: str) -> str:
    """The family name as printed in ``name``, particles with it."""
    words = name.split()
    folded = parse_person(name).surname.split()
    for at in range(len(words) - len(folded), -1, -1):
        if folded and [fold(word) for word in words[at : at + len(folded)]] == folded:
            return " ".join(words[at : at + len(folded)])
    return name
