"""The rule-based reader: names in one sentence, by shape, tables and the words around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefing.lexicon.names import title_length
from briefing.lexicon.names_orgs import is_acronym, known_body, longest_body
from briefing.lexicon.names_tables import given_names, titles
from briefing.lexicon.places import Place, longest_place, place
from briefing.model import MentionType
from briefing.reading.mentions_runs import adjacent, capital, run_end
from briefing.reading.mentions_tokens import Token


class Found(NamedTuple):
    """A name: code points of the sentence, type, and whether more than its shape speaks for it."""

    start: int
    end: int
    type: MentionType
    sure: bool


_QUOTES = "\"'“”‘’«»„([{-–—•*:"
_KINDS: dict[str, MentionType] = {
    "state": "LOC", "capital": "LOC", "city": "LOC", "region": "LOC", "demonym": "NORP", "people": "NORP",
}  # fmt: skip


def find_in(text: str, tokens: Sequence[Token], *, shouting: bool = False) -> list[Found]:
    """The names of one sentence, in order, without overlap.

    Args:
        text: the sentence.
        tokens: its words.
        shouting: capitals say nothing here (an all-caps or Title Case headline): only what the tables know counts.
    """
    found: list[Found] = []
    at = 0
    fresh = True  # at the start of the sentence, or of a quotation in it
    while at < len(tokens):
        token = tokens[at]
        if not capital(token):
            if token.shape != "mark":
                fresh = False
            elif token.text in _QUOTES or token.text in ".!?":
                fresh = True
            at += 1
            continue
        end = run_end(tokens, text, at)
        found += _read_run(text, tokens, at, end, fresh=fresh, shouting=shouting)
        fresh = False
        at = end
    return found


def _span(tokens: Sequence[Token], first: int, last: int, kind: MentionType, *, sure: bool = True) -> Found:
    return Found(tokens[first].start, tokens[last].end, kind, sure)


def _words(text: str, tokens: Sequence[Token], first: int, last: int) -> str:
    """The words as printed, spaces made single."""
    return " ".join(text[tokens[first].start : tokens[last].end].split())


def _known(
    text: str, tokens: Sequence[Token], at: int, end: int, *, shouting: bool
) -> tuple[int, MentionType, Place | None] | None:
    """The longest name of the tables that starts at ``at``: its length, type, and what place it is."""
    for size in range(min(max(longest_body(), longest_place()), end - at), 0, -1):
        words = _words(text, tokens, at, at + size - 1)
        exact = not shouting or len(words) < 4
        where = place(words, exact=exact)
        if where is not None:
            return size, _KINDS[where.kind], where
        if known_body(words, exact=exact) is not None:
            return size, "ORG", None
    return None


def _read_run(text: str, tokens: Sequence[Token], at: int, end: int, *, fresh: bool, shouting: bool) -> list[Found]:
    """The names in one run of capitals."""
    table = titles()
    found: list[Found] = []
    while at < end:
        token = tokens[at]
        if token.text == "&" or (not capital(token) and token.plain not in table.particles):
            at += 1
            continue
        known = _known(text, tokens, at, end, shouting=shouting)
        head = _body_end(text, tokens, at, end, known[0] if known else 0)
        if head is not None and not shouting:
            found.append(_span(tokens, at, head - 1, "ORG"))
            at, fresh = head, False
            continue
        title = title_length(tuple(token.text for token in tokens[at:end]))
        if known is not None and known[0] >= title and not _person_instead(tokens, at, end, known):
            size, kind, where = known
            if kind == "LOC" and where is not None and at + size < end and tokens[at + size].plain in table.place_heads:
                size += 1
            found.append(_span(tokens, at, at + size - 1, kind))
            at, fresh = at + size, False
            continue
        if title:
            at, person = at + title, True
            if at < end and not shouting:
                found.append(_span(tokens, at, _person_end(tokens, at, end) - 1, "PER"))
                at = _person_end(tokens, at, end)
            fresh = False
            continue
        if token.plain in table.plain and (fresh or shouting or end - at == 1):
            at, fresh = at + 1, False
            continue
        if shouting and token.plain not in given_names():
            at += 1
            continue
        guess = _guess(text, tokens, at, end, fresh=fresh)
        if guess is not None:
            found.append(guess)
        at, fresh = end, False
    return found


def _person_instead(tokens: Sequence[Token], at: int, end: int, known: tuple[int, MentionType, Place | None]) -> bool:
    """ "Paris Hilton", "Jordan Peele": a given name that is a place too, with one more name after it."""
    return (
        known[0] == 1
        and known[1] == "LOC"
        and end - at == 2
        and tokens[at].plain in given_names()
        and tokens[at + 1].plain not in titles().place_heads
    )


def _person_end(tokens: Sequence[Token], at: int, end: int) -> int:
    """Where a person's name that starts at ``at`` ends: before a title or suffix that follows it."""
    table = titles()
    stop = at + 1
    while stop < end and tokens[stop].text != "&" and tokens[stop].text not in ("of", "for", "and"):
        stop += 1
    while stop > at + 1 and (tokens[stop - 1].plain in table.suffixes or not capital(tokens[stop - 1])):
        stop -= 1
    return stop


def _body_end(text: str, tokens: Sequence[Token], at: int, end: int, known: int) -> int | None:
    """The index after a body's name that starts at ``at``, by its head word; None where it is none."""
    table = titles()
    words = [token.plain for token in tokens[at:end]]
    last = None
    for i, word in enumerate(words):
        if word in table.org_suffixes and i > 0:
            last = i
        elif word in table.org_heads and (i > 0 or (len(words) > 1 and words[1] == "of")):
            if word in table.org_weak and i == 0:
                continue
            last = i
    if last is None:
        return None
    if last + 1 <= known:
        return None
    title = title_length(tuple(token.text for token in tokens[at:end]))
    if title and title < len(words) and words[title] not in table.org_heads:
        return None
    if last + 1 < len(words) and words[last + 1] in ("of", "for"):
        return end
    # "Chelsea Club President": a title after the head ends the body.
    return at + last + 1


def _guess(text: str, tokens: Sequence[Token], at: int, end: int, *, fresh: bool) -> Found | None:
    """What an unknown run most likely names."""
    table = titles()
    words = [token.plain for token in tokens[at:end]]
    before = tokens[at - 1].plain if at and tokens[at - 1].shape != "mark" else ""
    after = tokens[end].plain if end < len(tokens) else ""
    if words[-1] in table.thing_heads:
        return _span(tokens, at, end - 1, "MISC")
    if (words[-1] in table.place_heads and len(words) > 1) or (words[0] in ("mount", "lake", "mt") and len(words) > 1):
        return _span(tokens, at, end - 1, "LOC")
    given = given_names()
    if words[0] in given and len(words) > 1:
        stop = _person_end(tokens, at, end)
        return _span(tokens, at, stop - 1, "PER")
    single = len(words) == 1
    if single and fresh and words[0] in table.plain:
        return None
    if is_acronym(tokens[at].text) and single:
        return _span(tokens, at, end - 1, "ORG", sure=False)
    if after in table.said and not single:
        return _span(tokens, at, end - 1, "PER")
    if single and before in table.place_before and not fresh:
        return _span(tokens, at, end - 1, "LOC", sure=False)
    if after in table.said:
        return _span(tokens, at, end - 1, "PER", sure=not fresh)
    if 2 <= len(words) <= 3 and all(token.shape == "title" for token in tokens[at:end] if capital(token)):
        if before in table.place_before:
            return _span(tokens, at, end - 1, "LOC", sure=False)
        return _span(tokens, at, end - 1, "PER", sure=False)
    if single and fresh:
        return None if not given.get(words[0]) else _span(tokens, at, end - 1, "PER", sure=False)
    if single:
        kind: MentionType = (
            "PER" if words[0] in given or tokens[at].possessive else "ORG" if tokens[at].shape == "upper" else "PER"
        )
        return _span(tokens, at, end - 1, kind, sure=False)
    return _span(tokens, at, end - 1, "ORG", sure=False)


__all__ = ["Found", "adjacent", "find_in"]
