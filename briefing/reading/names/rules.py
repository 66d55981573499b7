"""The rule-based reader: names in one sentence, by shape, tables and the words around them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, Protocol

from briefing.lexicon.names import title_length
from briefing.lexicon.names_orgs import is_acronym, known_body, longest_body
from briefing.lexicon.names_tables import family_first, given_names, titles
from briefing.lexicon.places import Place, longest_place, place, slip
from briefing.model import MentionType
from briefing.reading.names.evidence import Verdict, features, judge
from briefing.reading.names.runs import capital, run_end
from briefing.reading.text.tokens import Token


class Found(NamedTuple):
    """A name in a sentence.

    Attributes:
        start: first code point, counted from the start of the sentence.
        end: one past the last.
        type: what it most likely names.
        strength: 2 tables or neighbours say so; 1 shape only; 0 shape at the start of a sentence, where all words
            have a capital: a name only if the article says so elsewhere.
    """

    start: int
    end: int
    type: MentionType
    strength: int = 2


class Known(NamedTuple):
    """A name of the tables: how many words, its type, and the place that it is."""

    size: int
    type: MentionType
    place: Place | None


_OPENING = frozenset("\"'“”‘’«»„([{-–—•*:.!?")
_KINDS: dict[str, MentionType] = {
    "state": "LOC", "capital": "LOC", "city": "LOC", "region": "LOC", "demonym": "NORP", "people": "NORP",
}  # fmt: skip
#: Titles that are as often part of a name.
_AMBIGUOUS = frozenset(
    "king queen prince princess judge justice major master private saint st don count duke earl baron lord lady sheikh "
    "sultan shah pope bishop m marshall warden dean senior chief chair candidate counsel author deputy officer".split()
)
#: A verdict so far ahead (log odds) stands by itself; one less far ahead asks the rest of the article.
_CLEAR, _FAIR = 2.0, 0.7
#: What ministers are ministers of.
_AFFAIRS = frozenset(
    "foreign internal external home affairs interior defence defense finance health justice education energy trade economy "
    "transport environment labour labor agriculture culture industry commerce state information development welfare".split()
)


class Weigh(Protocol):
    """How an unknown run of capitals is judged."""

    def __call__(self, tokens: Sequence[Token], at: int, stop: int, guess: str, *, fresh: bool) -> Verdict:
        """The type of the words ``at`` to ``stop``, for which the rules have a guess."""


def by_table(tokens: Sequence[Token], at: int, stop: int, guess: str, *, fresh: bool) -> Verdict:
    """By the evidence of the package."""
    return judge(features(tokens, at, stop, guess, fresh=fresh))


def find_in(text: str, tokens: Sequence[Token], *, shouting: bool = False, weigh: Weigh = by_table) -> list[Found]:
    """The names of one sentence, in order, without overlap.

    Args:
        text: the sentence.
        tokens: its words.
        shouting: capitals say nothing here (an all-caps or Title Case headline): only what the tables know counts.
        weigh: judges what the rules only guess at.
    """
    found: list[Found] = []
    at = 0
    fresh = True  # at the start of the sentence, or of a quotation in it
    while at < len(tokens):
        token = tokens[at]
        if not capital(token):
            if token.shape != "mark":
                fresh = False
            elif token.text in _OPENING:
                fresh = True
            at += 1
            continue
        end = run_end(tokens, text, at)
        found += _Run(text, tokens, end, weigh, shouting=shouting).read(at, fresh=fresh)
        fresh = False
        at = end
    return found


_INSIDE_PLACES = frozenset({"in", "at", "near", "outside", "inside", "across", "throughout"})
_PARTICLES = frozenset({"van", "de", "von", "el", "al", "la", "le", "di", "da", "du"})


class _Run:
    """One stretch of capitals, read from left to right."""

    def __init__(self, text: str, tokens: Sequence[Token], end: int, weigh: Weigh, *, shouting: bool) -> None:
        self.weigh = weigh
        self.text = text
        self.tokens = tokens
        self.end = end
        self.shouting = shouting

    def read(self, at: int, *, fresh: bool) -> list[Found]:
        """The names from word ``at`` on."""
        table = titles()
        found: list[Found] = []
        while at < self.end:
            token = self.tokens[at]
            if not capital(token) and token.plain not in table.particles:
                at += 1
                continue
            size, name = self._next(at, fresh=fresh)
            if name is not None:
                found.append(name)
                fresh = False
            elif token.plain not in ("the", "a", "an"):
                fresh = fresh and size == 1 and token.plain in table.plain
            at += size
        return found

    def _next(self, at: int, *, fresh: bool) -> tuple[int, Found | None]:
        """The name at word ``at`` and how many words to go on by."""
        table = titles()
        token = self.tokens[at]
        known = self._known(at)
        if token.plain == "the" and (known is None or known.size == 1) and at + 1 < self.end:
            return 1, None
        title = title_length(tuple(token.text for token in self.tokens[at : self.end]))
        stop = self._before_title(at)
        body = None if self.shouting else self._body_end(at, stop, known, title)
        if body is not None:
            return body - at, self._name(at, body, "ORG")
        if known is not None and known.size >= title and not self._is_person(at, known):
            return self._take(at, stop, known)
        if title:
            return self._after_title(at, title)
        if token.plain in table.plain and (fresh or self.shouting or self.end - at == 1):
            return 1, None
        if self.shouting:
            return 1, None  # the body says who it is
        size, guess = self._guess(at, stop, fresh=fresh)
        return (size, self._weighed(at, at + size, guess, fresh=fresh)) if guess is not None else (size, None)

    def _name(self, first: int, stop: int, kind: MentionType, strength: int = 2) -> Found:
        return Found(self.tokens[first].start, self.tokens[stop - 1].end, kind, strength)

    def _known(self, at: int) -> Known | None:
        """The longest name of the tables that starts at ``at``."""
        longest = min(max(longest_body(), longest_place()), self.end - at)
        if self.tokens[at].plain in _PARTICLES and longest > 1 and self.tokens[at + 1].text != "&":
            return None  # "Van der Molen" is nobody from Van
        loud = self.shouting or self.tokens[at].shape == "upper"
        for size in range(longest, 0, -1):
            words = " ".join(self.text[self.tokens[at].start : self.tokens[at + size - 1].end].split())
            exact = not loud or len(words) < 4
            where = place(words, exact=exact)
            if where is not None:
                return Known(size, _KINDS[where.kind], where)
            if known_body(words, exact=True) is not None or (not exact and known_body(words) is not None):
                return Known(size, "ORG", None)
        return None

    def _before_title(self, at: int) -> int:
        """Where the next title inside the run begins: "Ryanair CEO Michael O'Leary"; the run's end if there is none."""
        table = titles()
        for i in range(at + 1, self.end):
            if self.tokens[i].plain in _title_starts():
                size = title_length(tuple(token.text for token in self.tokens[i : self.end]))
                plain = [token.plain for token in self.tokens[i : i + size]]
                if size > 1 or (size == 1 and plain[0] not in _AMBIGUOUS and (plain[0],) in table.offices):
                    return i
        return self.end

    def _take(self, at: int, stop: int, known: Known) -> tuple[int, Found]:
        """A name of the tables, with the word that goes with it: "Latakia Province", "Apple Computer"."""
        table = titles()
        size = known.size
        if at + size < self.end:
            following = self.tokens[at + size]
            tied = self.text[self.tokens[at + size - 1].end : following.start] == " "
            if known.type == "LOC" and following.plain in table.place_heads and capital(following) and tied:
                size += 1
            elif (
                known.type == "ORG" and at + size < stop and tied and capital(following) and not self._known(at + size)
            ):
                while at + size < stop and capital(self.tokens[at + size]):
                    size += 1
        return size, self._name(at, at + size, known.type)

    def _is_person(self, at: int, known: Known) -> bool:
        """A given name that is a place too, with one more name after it: "Paris Hilton", "Jordan Peele"."""
        following = self.tokens[at + 1] if at + 1 < self.end else None
        return (
            known.size == 1
            and known.type == "LOC"
            and following is not None
            and self.end - at == 2
            and self.tokens[at].plain in given_names()
            and following.plain not in titles().place_heads
        )

    def _after_title(self, at: int, title: int) -> tuple[int, Found | None]:
        first = at + title
        if first >= self.end or self.shouting or self.tokens[first].text in ("of", "for", "and", "&"):
            return title, None
        stop = self._person_end(first)
        return stop - at, self._name(first, stop, "PER")

    def _person_end(self, at: int) -> int:
        """Where a person's name that starts at ``at`` ends."""
        table = titles()
        stop = at + 1
        while stop < self.end and self.tokens[stop].text not in ("of", "for", "and", "&"):
            stop += 1
        while stop > at + 1 and (self.tokens[stop - 1].plain in table.suffixes or not capital(self.tokens[stop - 1])):
            stop -= 1
        return stop

    def _body_end(self, at: int, stop: int, known: Known | None, title: int) -> int | None:
        """The index after a body's name that starts at ``at``, by its head word; None where it is none."""
        table = titles()
        words = [token.plain for token in self.tokens[at:stop]]
        last = None
        for i, word in enumerate(words):
            opens = i == 0 and len(words) > 1 and words[1] in ("of", "for")
            if (word in table.org_suffixes and i > 0) or (
                word in table.org_heads
                and (opens or (i > 0 and not (i == 1 and words[0] in table.plain and len(words) == 2)))
            ):
                last = i
        if last is None or (known is not None and last + 1 <= known.size):
            return None
        if title and title < len(words) and words[title] not in table.org_heads:
            return None
        if words[0] in given_names() and last > 1 and words[last] in table.org_weak:
            return None
        if last + 1 < len(words) and words[last + 1] in ("of", "for"):
            return stop
        return at + last + 1

    def _person_inside(self, at: int, stop: int) -> int | None:
        """Where a person's name begins after words that are none: "MFA Youval Rotem", "Foreign Affairs Sergey …"."""
        first = self.tokens[at]
        for i in range(at + 1, stop - 1):
            if self.tokens[i].plain in given_names() and self.tokens[i].shape == "title":
                before = self.tokens[at:i]
                if (first.shape == "upper" and i == at + 1 and len(first.text) > 2) or all(
                    token.plain in _AFFAIRS for token in before
                ):
                    return i
        return None

    def _weighed(self, at: int, stop: int, guess: Found, *, fresh: bool) -> Found | None:
        """The guess of the rules, corrected by the evidence."""
        verdict = self.weigh(self.tokens, at, stop, f"{guess.type}{guess.strength}", fresh=fresh)
        if verdict.type is None:
            return guess._replace(strength=0) if verdict.margin < _FAIR else None
        return guess._replace(
            type=verdict.type, strength=2 if verdict.margin >= _CLEAR else 0 if fresh and verdict.margin < _FAIR else 1
        )

    def _guess(self, at: int, stop: int, *, fresh: bool) -> tuple[int, Found | None]:
        """What an unknown run most likely names."""
        table = titles()
        given = given_names()
        words = [token.plain for token in self.tokens[at:stop]]
        size = len(words)
        before = self.tokens[at - 1].plain if at and self.tokens[at - 1].shape != "mark" else ""
        after = self.tokens[stop].plain if stop < len(self.tokens) else ""
        single = size == 1
        upper = is_acronym(self.tokens[at].text)
        kind: MentionType
        if words[-1] in table.thing_heads:
            return size, self._name(at, stop, "MISC", 1) if not single else None
        if not single and (
            words[-1] in table.place_heads or words[0] in ("mount", "lake", "mt", "cape", "port", "fort")
        ):
            return size, self._name(at, stop, "LOC")
        split = self._person_inside(at, stop)
        if split is not None:
            return split - at, self._name(at, split, "ORG") if self.tokens[at].shape == "upper" else None
        if single and slip(self.tokens[at].text) is not None:
            return size, self._name(at, stop, "LOC", 1)
        if words[0] in given and not single:
            person = min(self._person_end(at), stop)
            return person - at, self._name(at, person, "PER")
        if (stop < self.end and not single) or (stop < self.end and upper):
            return size, self._name(at, stop, "ORG")
        if any(char.isdigit() for char in self.tokens[at].text):
            return size, self._name(at, stop, "MISC", 1)
        if single and upper:
            return size, self._name(at, stop, "ORG", 1)
        if after in table.said:
            return size, self._name(at, stop, "PER", 1 if single and fresh else 2)
        if words[0] in family_first() and 2 <= size <= 3:
            return size, self._name(at, stop, "PER", 1)
        if before in (table.place_before if single else _INSIDE_PLACES) and not fresh:
            return size, self._name(at, stop, "LOC", 1)
        if single:
            kind = "PER" if words[0] in given or self.tokens[at].shape == "title" else "ORG"
            return size, self._name(at, stop, kind, 0 if fresh else 1)
        kind = "PER" if size <= 3 and all(token.shape == "title" for token in self.tokens[at:stop]) else "ORG"
        return size, self._name(at, stop, kind, 1)


@cache
def _title_starts() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in titles().person)
