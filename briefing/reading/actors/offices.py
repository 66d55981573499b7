"""Roles in other languages than English: an office, what it is of, and the name beside it.

"El presidente de Chile, Gabriel Boric", "Министр иностранных дел Армении Арарат Мирзоян", "Marc Delorme, porte-parole de
l'ONG": a head of data/names_offices.toml with its complement is the name's that it touches.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from briefing.lexicon.offices import Offices, is_office, may_be_doer, offices_of
from briefing.lexicon.places import beginnings, place
from briefing.reading.actors.page import Named, Page

#: Words of an office with what it is of at most, letters that begin a state and its people.
_LONGEST, _SHARED = 10, 4
_AND = frozenset({"e", "y", "et", "und", "en"})
_QUOTES = frozenset('«»“”„"')
#: Endings, folded: of verbs that stand between an office and a name ("Президент принял"), of adjectives before an office.
_VERBS = ("л", "ла", "ло", "ли", "ся", "сь", "ет", "ит", "ют", "ят", "ив", "ів", "є")
_ADJECTIVES = {"stems": ("ыи", "ии", "ои", "ая", "ого", "его", "ому", "ым", "им"), "joined": ("e", "en", "er", "em")}


class Office(NamedTuple):
    """A role of a sentence: its words, its head noun, whose it is, and the mention that it belongs to."""

    first: int
    stop: int
    head: str
    person: Named
    holder: Named | None


@lru_cache(maxsize=16384)
def _of_people(word: str, language: str) -> bool:
    """Whether a word in small letters is a people's adjective: it begins as its state does ("húngaro", "Hungría")."""
    where = place(word, language)
    if where is not None and where.kind == "demonym":
        return True
    return len(word) >= _SHARED and word[:_SHARED] in beginnings(language, _SHARED)


def offices(page: Page, sent: int) -> Iterator[Office]:
    """The roles of one sentence, in reading order.

    Args:
        page: of an article that is not in English.
        sent: the sentence's index.
    """
    table = offices_of(page.article.language)
    if table is None:
        return
    line = _Line(page, sent, table)
    at = 0
    while at < len(line.words):
        found = line.office(at) if line.is_head(at) else None
        if found is not None:
            yield found
        at = max(at + 1, found.stop if found is not None else 0)


class _Line:
    """One sentence, and what its language's table says of its words."""

    def __init__(self, page: Page, sent: int, table: Offices) -> None:
        self.page, self.sent, self.table = page, sent, table
        self.words = page.words[sent]
        self.language = page.article.language

    def office(self, head: int) -> Office | None:
        first = self._first(head)
        stop = head + 1 if self.table.order == "before" else self._stop(head)
        person = self._bearer(first, head, stop)
        inner = self.table.order == "after" and stop > head + 1 and self.is_head(stop - 1)
        inner = inner and self.words[stop - 2].plain not in _AND
        if person is None or (inner and person.first == stop):
            return None  # "Tochter des Diakons Jan Berg": the deacon is he
        return Office(first, stop, self.words[head].plain, person, self._holder(first, head, stop))

    def is_head(self, at: int) -> bool:
        named = self.page.named_at(self.sent, at)
        if named is not None and named.mention.type == "PER":
            return False
        return is_office(self._bare(at), self.language) or (named is None and self._does(at))

    def _does(self, at: int) -> bool:
        """Whether an unknown noun is what a full name's bearer does: "o trombonista Claus Nymark", "Volontärin Sabine Simon"."""
        word = self.words[at]
        if not may_be_doer(self._bare(at), self.language) or self._is_people(at):
            return False
        if self.table.joined:
            opened = word.shape == "title"
        else:
            before = at - 1
            while before > 0 and (self._bare(before) in self.table.before):
                before -= 1
            opener = self.words[before].plain if before >= 0 else ""
            small = word.shape == "lower" and opener in self.table.articles | self.table.links
            opened = small or bool(self._split(at)[0])
        behind = self._person(self._stop(at)) if opened else None
        return behind is not None and " " in behind.text

    def _split(self, at: int) -> tuple[str, str]:
        """What is elided before a word, and the word: "dell", "interno"."""
        plain = self.words[at].plain
        elided, mark, rest = plain.partition("'")
        return (elided, rest) if mark and elided in self.table.links | self.table.articles else ("", plain)

    def _bare(self, at: int) -> str:
        return self._split(at)[1]

    def _named(self, at: int) -> Named | None:
        return self.page.named_at(self.sent, at) if at < len(self.words) else None

    def _first(self, head: int) -> int:
        """Where the words begin that stand before a head and belong to it."""
        first = head
        while first:
            word, named = self.words[first - 1], self._named(first - 1)
            if self.table.order == "before":
                goes = word.shape in ("title", "upper") and "'" not in word.plain
                goes = goes and (named is None or named.mention.type != "PER")
            else:
                endings = next((_ADJECTIVES[kind] for kind in _ADJECTIVES if getattr(self.table, kind)), ())
                goes = named is None and word.shape != "mark" and not (self._split(first)[0])
                goes = goes and (self._bare(first - 1) in self.table.before or self._is_adjective(first - 1, endings))
            if not goes:
                break
            first -= 1
        return first if first == head or not self.table.joined or self._is_opened(first) else head

    def _is_opened(self, first: int) -> bool:
        """Whether an adjective stands behind a word that asks for one, where verbs end like adjectives: "der bisherige"."""
        if not first or self._bare(first) in self.table.before:
            return True
        before = self.words[first - 1].plain
        behind_name = before == "," and (named := self._named(first - 2)) is not None and named.mention.type == "PER"
        if behind_name and not self.words[first].plain.endswith("te"):
            return True  # "Jan Berg, früherer Bürgermeister", but ", sagte Bürgermeister"
        return before in self.table.articles | self.table.links or self._named(first - 1) is not None

    def _is_adjective(self, at: int, endings: tuple[str, ...]) -> bool:
        word = self.words[at]
        own = self.table.barred | self.table.links | self.table.articles | self.table.courtesies
        small = word.shape == "lower" or at == 0
        return bool(endings) and small and word.plain not in own and word.plain.endswith(endings)

    def _stop(self, head: int) -> int:
        """Where what an office is of ends."""
        stop = head + 1
        while stop < len(self.words) and stop - head <= _LONGEST:
            if self._bare(stop) in self.table.after or self._is_people(stop):
                end = stop + 1
            elif self._links(stop):
                end = self._noun(stop)
            elif self.table.order == "beside":
                end = stop + self._is_free(stop)
            else:
                end = stop + self._is_between(stop)
            if end == stop:
                break
            stop = end
        return stop

    def _is_between(self, at: int) -> bool:
        """Whether a word is an adjective between an office and a full name: "o técnico botafoguense Renato Trindade"."""
        word = self.words[at]
        ends = word.shape == "lower" and bool(self.table.adjectives) and word.plain.endswith(self.table.adjectives)
        behind = self._person(at + 1) if ends and word.plain not in self.table.barred else None
        return behind is not None and " " in behind.text

    def _is_people(self, at: int) -> bool:
        word = self.words[at]
        return word.shape in ("lower", "other") and self._named(at) is None and _of_people(word.plain, self.language)

    def _links(self, at: int) -> bool:
        """Whether a word joins; its accents count: "ambassadeur à Berlin", and not "le ministre a reçu"."""
        elided, _ = self._split(at)
        return elided in self.table.links or self.words[at].text.casefold() in self.table.printed

    def _noun(self, link: int) -> int:
        """Where the noun behind a link ends; the link where there is none."""
        at = link + (not self._split(link)[0])
        while at < len(self.words) and (self.words[at].plain in self.table.articles or self.words[at].text in _QUOTES):
            at += 1
        start, small = at, 0
        while at < len(self.words):
            word, named = self.words[at], self._named(at)
            if named is not None and named.mention.type != "PER":
                at, small = named.stop, 1
            elif word.text in _QUOTES and at > start:
                at += 1
            elif not self._is_part(at) or (small and word.shape == "lower" and at > start + 1):
                break
            else:
                small += word.shape == "lower"
                at += 1
        return at if at > start else link

    def _is_part(self, at: int) -> bool:
        """Whether a word can be a part of a noun."""
        word, named = self.words[at], self._named(at)
        free = word.plain not in self.table.barred | self.table.links | self.table.courtesies
        return free and word.shape in ("lower", "title", "upper", "other") and named is None

    def _is_free(self, at: int) -> int:
        """Words that what an office is of goes on by, where no link is needed."""
        word, named = self.words[at], self._named(at)
        if named is not None:
            return named.stop - at if named.mention.type != "PER" and named.first == at else 0
        if word.text in _QUOTES:
            return 1
        if word.shape == "other":
            return int(word.plain.startswith(("ال", "لل")) and word.plain not in self.table.barred)
        verb = word.shape == "lower" and len(word.plain) > _SHARED and word.plain.endswith(_VERBS)
        return int(self._is_part(at) and not verb)

    def _bearer(self, first: int, head: int, stop: int) -> Named | None:
        """The person whose name touches the phrase."""
        behind = self._person(stop)
        if behind is not None:
            return behind
        if [word.text for word in self.words[stop : stop + 3 : 2]] == ["(", ")"]:
            stop += 3  # "Chef der Agentur (IAEA), Jan Berg"
        opened = stop < len(self.words) and self.words[stop].text in (",", "،")
        bare = stop == head + 1 and self._is_linked(first)
        behind = self._person(stop + 1) if opened and not bare else None
        before = first - 1
        while before > 0 and self.words[before].plain in self.table.articles:
            before -= 1
        if behind is not None and " " in behind.text and self._closes(behind.stop):
            listed = before == first - 1 and before > 0 and self.words[before].text == ","
            named = self._named(before - 1) if listed else None  # "Guy Spitaels, presidente da Valónia, Guy Coeme, …"
            return named if named is not None and named.mention.type == "PER" else behind
        # "Clara Roux, the president has …" begins a clause, "Clara Roux, president since …" does not
        ends = self._closes(stop) if before == first - 1 else self._ends(stop)
        apart = before > 0 and self.words[before].text == "," and not self._split(first)[0] and ends
        named = self._named(before - 1) if apart else None
        return named if named is not None and named.mention.type == "PER" and named.stop == before else None

    def _person(self, at: int) -> Named | None:
        while at < len(self.words) and self.words[at].plain in self.table.courtesies and self._named(at) is None:
            at += 1 + (at + 1 < len(self.words) and self.words[at + 1].text == ".")
        named = self._named(at)
        return named if named is not None and named.mention.type == "PER" and named.first == at else None

    def _is_linked(self, first: int) -> bool:
        """Whether a phrase is itself what something else is of: "del presidente"."""
        at = first - 1
        while at >= 0 and self.words[at].plain in self.table.articles:
            at -= 1
        return bool(self._split(first)[0]) or (
            at >= 0 and (self._links(at) or self.words[at].plain in self.table.barred)
        )

    def _ends(self, at: int) -> bool:
        return at >= len(self.words) or self.words[at].shape == "mark"

    def _closes(self, at: int) -> bool:
        return self._ends(at) or self.words[at].plain in self.table.barred

    def _holder(self, first: int, head: int, stop: int) -> Named | None:
        """The body or place that an office is of."""
        inside = [named for named in self.page.by_sentence[self.sent] if first <= named.first and named.stop <= stop]
        if self.table.joined and first and (owner := self._named(first - 1)) is not None and owner.text.endswith("s"):
            inside.insert(0, owner)
        ends = self.page.sentences[self.sent].span.start + self.words[head].end
        owners = (n for n in inside if n.mention.type in ("ORG", "LOC", "NORP"))
        # the SPD of "SPD-Chefin", but not an office that was taken for a name
        return next((n for n in owners if not n.first <= head < n.stop or n.mention.span.end < ends), None)
