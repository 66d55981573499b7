"""The rule-based reader, where no model serves: names in one sentence by titles, tables of places and bodies, and shapes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from briefing.lexicon.names_orgs import is_acronym, known_body
from briefing.lexicon.names_sound import fold
from briefing.lexicon.names_tables import given_names, plain_word, titles
from briefing.lexicon.places import Place, place, slip
from briefing.lexicon.tables import read_table
from briefing.model import MentionType
from briefing.reading.text.tokens import Shape, Token


class Found(NamedTuple):
    """A name in a sentence.

    Attributes:
        start: first code point, counted from the start of the sentence.
        end: one past the last.
        type: what it most likely names.
        strength: 2 the model, tables or neighbours say so; 1 shape only; 0 shape at the start of a sentence, where all
            words have a capital: a name only if the article says so elsewhere.
        types: the model's chances of each type; empty where it had no say.
    """

    start: int
    end: int
    type: MentionType
    strength: int = 2
    types: tuple[float, ...] = ()


_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays "
    "sundays january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec today yesterday tomorrow spring summer autumn fall winter christmas easter gmt utc bst est "
    "edt pst cet".split()
)
_LONGEST_PLACE = 5
_LONGEST_RUN = 7
_ELISION = re.compile(r"(l|d|qu|n|s|j|c|m|t|un|dell|nell|all|sull|dall)['’](?=[^\W\d_])(?=\S*[A-ZÀ-Þ])")
#: Languages that write every noun with a capital: shape says nothing.
_CAPITAL_NOUNS = frozenset({"de"})
#: What joins a body's name behind its first word: "Ministry of Finance of Ghana".
_JOINS = frozenset({"of", "for", "and", "&"})


class Words(NamedTuple):
    """What is known of a language (data/names_languages.toml; English: names_titles.toml); titles as tuples of words."""

    titles: frozenset[tuple[str, ...]]
    heads: frozenset[str]
    places: frozenset[str]
    before: frozenset[str]
    inside: frozenset[str]
    said: frozenset[str]
    plain: frozenset[str]
    ends: frozenset[str] = frozenset()
    place_ends: frozenset[str] = frozenset()


@cache
def words_of(language: str) -> Words:
    """The words of a language; none where there is no table of it."""
    entry = read_table("names_languages.toml").get(language, {})
    rest = (frozenset(fold(word) for word in entry.get(name, ())) for name in Words._fields[1:7])
    words = Words(frozenset(tuple(fold(title).split()) for title in entry.get("titles", ())), *rest)
    if language != "en":
        return words
    known = titles()
    return words._replace(
        titles=known.person,
        heads=known.org_heads,
        places=known.place_openers,
        inside=known.particles,
        said=known.said,
        plain=known.plain,
        ends=known.org_heads | known.org_suffixes,
        place_ends=known.place_heads,
    )


def capital(token: Token) -> bool:
    """Whether a word is written like a name."""
    return token.shape in ("upper", "title")


def is_time(words: Sequence[Token]) -> bool:
    """Whether days, months and figures are all there is."""
    return all(token.plain in _DAYS or token.shape in ("number", "mark") for token in words)


def find_in(text: str, tokens: Sequence[Token], language: str, *, shouting: bool = False) -> list[Found]:
    """The names of one sentence, in order, without overlap.

    Args:
        text: the sentence.
        tokens: its words.
        language: ISO 639-1.
        shouting: capitals say nothing here (an all-caps or Title Case headline): only what the tables know counts.
    """
    table = words_of(language)
    tokens = _without_elisions(tokens, language)
    found: list[Found] = []
    at = 0
    fresh = True  # at the start of the sentence, or of a quotation in it
    while at < len(tokens):
        token = tokens[at]
        if not capital(token) and token.shape != "other":
            fresh = fresh and token.shape == "mark"
            at += 1
            continue
        size, name = _next(text, tokens, at, language, table, fresh=fresh, shouting=shouting)
        if name is not None and not is_time(tokens[at : at + size]):
            found.append(name)
        fresh = fresh and name is None and token.plain in table.plain
        at += size
    return found


def _without_elisions(tokens: Sequence[Token], language: str) -> list[Token]:
    """Takes "l'AFP", "d'Israël", "dell'Iran" apart; "Charles d'Artagnan" keeps his."""
    if language not in ("fr", "it"):
        return list(tokens)
    parted: list[Token] = []
    for token in tokens:
        elided = _ELISION.match(token.text)
        named = bool(parted) and capital(parted[-1]) and token.start - parted[-1].end == 1
        if elided is None or (named and elided.group(1) == "d"):
            parted.append(token)
            continue
        begin = token.start + elided.end()
        rest = token.text[elided.end() :]
        shape: Shape = "upper" if len(rest) > 1 and rest.isupper() else "title"
        parted += [
            Token(token.start, begin - 1, elided.group(1), "lower", elided.group(1)),
            Token(begin, token.end, rest, shape, plain_word(rest), token.possessive),
        ]
    return parted


def _next(
    text: str, tokens: Sequence[Token], at: int, language: str, table: Words, *, fresh: bool, shouting: bool
) -> tuple[int, Found | None]:
    """The name at word ``at`` and how many words to go on by."""
    token = tokens[at]
    where = _place(text, tokens, at, language)
    titled = _after_title(tokens, at, table)
    end = _run_end(text, tokens, at, table)
    words = [one.plain for one in tokens[at:end]]
    size = end - at
    plain = token.plain in table.plain and (fresh or shouting)
    if token.plain in ("the", "a", "an"):
        return 1, None
    body = 0 if titled or shouting else _body_length(text, tokens, at, words, table)
    if body > 1 + plain:
        return body, Found(token.start, tokens[at + body - 1].end, "ORG")
    if where is not None and not titled:
        size, known = where
        kind: MentionType = "NORP" if known.kind in ("demonym", "people") else "LOC"
        return size, Found(token.start, tokens[at + size - 1].end, kind)
    if token.shape == "other":
        return 1, None
    if plain:
        return 1, None
    if at > 1 and tokens[at - 1].plain in table.inside and tokens[at - 2].plain in table.heads:
        return 1, None  # "ministère des Affaires étrangères"
    if titled:
        return size, Found(token.start, tokens[end - 1].end, "PER")
    if title := _title_length(tokens, at, table):
        return title, None
    if words[0] in table.heads and size > 1:
        return size, Found(token.start, tokens[end - 1].end, "ORG")
    if known_body(" ".join(text[token.start : tokens[end - 1].end].split()), exact=True) is not None:
        return size, Found(token.start, tokens[end - 1].end, "ORG")
    if words[0] in given_names() and size > 1 and not shouting:
        size = min(size, 3) if language in _CAPITAL_NOUNS else size
        return size, Found(token.start, tokens[at + size - 1].end, "PER")
    if language in _CAPITAL_NOUNS or shouting:
        acronym = token.shape == "upper" and is_acronym(token.text) and not shouting
        return 1, Found(token.start, token.end, "ORG", 1) if acronym else None
    return size, _guess(tokens, at, end, table, fresh=fresh)


def _body_length(text: str, tokens: Sequence[Token], at: int, words: Sequence[str], table: Words) -> int:
    """How many words of a run name a body that ends in what such bodies are: "Foreign Ministry of Iran"; 0 for none."""
    last = max((n for n in range(1, len(words)) if words[n] in table.ends), default=0)
    stop = at + last + 1
    if last and stop + 1 < len(tokens) and tokens[stop].text == "of" and capital(tokens[stop + 1]):
        stop = _run_end(text, tokens, stop + 1, table)
    return stop - at if last else 0


def _guess(tokens: Sequence[Token], at: int, end: int, table: Words, *, fresh: bool) -> Found:
    """What an unknown run most likely names."""
    first, last = tokens[at], tokens[end - 1]
    before = tokens[at - 1].plain if at else ""
    after = tokens[end].plain if end < len(tokens) else ""
    single = end - at == 1
    kind: MentionType
    if any(char.isdigit() for char in first.text + last.text):
        kind = "MISC"
    elif not single and (first.plain in table.places or last.plain in table.place_ends):
        kind = "LOC"
    elif single and is_acronym(first.text):
        kind = "ORG"
    elif (before in table.before and not fresh) or (single and slip(first.text) is not None):
        kind = "LOC"
    else:
        kind = "PER"
    strength = 0 if single and fresh else 2 if after in table.said and kind == "PER" else 1
    return Found(first.start, last.end, kind, strength)


def _after_title(tokens: Sequence[Token], at: int, table: Words) -> bool:
    """Whether a title stands right before the word."""
    before = tuple(token.plain for token in tokens[max(0, at - 3) : at])
    return any(before[-size:] in table.titles for size in (1, 2, 3) if len(before) >= size)


def _title_length(tokens: Sequence[Token], at: int, table: Words) -> int:
    """How many words of a title begin there."""
    words = tuple(token.plain for token in tokens[at : at + 3])
    return next((size for size in (3, 2, 1) if words[:size] in table.titles), 0)


def _run_end(text: str, tokens: Sequence[Token], at: int, table: Words) -> int:
    """The index after the run of capitals that starts at ``at``, small words inside names included."""
    inside = table.inside | _JOINS if table.ends and tokens[at].plain in table.heads else table.inside
    end = at + 1
    while end < len(tokens) and end - at < _LONGEST_RUN:
        if text[tokens[end - 1].end : tokens[end].start].strip() or tokens[end - 1].possessive:
            break
        if capital(tokens[end]):
            if tokens[end].plain in _DAYS - {"may"} or _title_length(tokens, end, table):
                break
            end += 1
            continue
        step = end
        while step < len(tokens) and step - end < 2 and (tokens[step].plain or tokens[step].text) in inside:
            step += 1
        if step == end or step >= len(tokens) or not capital(tokens[step]):
            break
        end = step + 1
    return end


def _place(text: str, tokens: Sequence[Token], at: int, language: str) -> tuple[int, Place] | None:
    """The longest known place that starts at a word, and how many words it has."""
    for size in range(min(_LONGEST_PLACE, len(tokens) - at), 0, -1):
        words = " ".join(text[tokens[at].start : tokens[at + size - 1].end].split())
        found = place(words, language)
        if found is not None and (found.kind != "city" or language != "de"):
            return size, found
    return None
