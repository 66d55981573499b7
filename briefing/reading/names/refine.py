"""Refinement: what the model tags, brought to exact names by tables and by the rest of the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from briefing.lexicon.languages import common_words
from briefing.lexicon.names import title_length
from briefing.lexicon.names_orgs import known_body
from briefing.lexicon.names_sound import fold
from briefing.lexicon.names_tables import titles
from briefing.lexicon.offices import is_office, offices_of
from briefing.lexicon.places import place
from briefing.model import MentionType
from briefing.reading.model.tagging import Entity, is_unspaced
from briefing.reading.names.particles import without_particle
from briefing.reading.names.rules import Found, is_time
from briefing.reading.text.tokens import Token

#: Tags less sure than this make no name. Scores are mean tag probabilities. Held-out lines, F1 of 0.5 and 0.6 against 0.4:
#: German +0.4, +0.7, Portuguese +0.9, +0.6, our English +0.4, +0.1, our other languages -0.1, -0.7, MEANTIME +0.8, +0.3.
_LEAST = 0.5
_TYPES = frozenset({"PER", "ORG", "LOC", "NORP", "MISC"})
#: Picture agencies as they stand under pictures.
_CREDITS = frozenset({"getty", "getty images", "shutterstock", "epa", "afp/getty", "istock", "file photo", "pa images"})
#: Titles that no name begins with, and words that part a compound: without the first persons of Worldwide NER fall from 89.2 to
#: 88.6 F1, without the second places from 85.0 to 84.9; no set here holds such names.
_PLAIN_TITLES = frozenset(
    "mr mrs ms miss dr prof professor gen general col colonel capt captain lt lieutenant sgt sergeant adm admiral rev "
    "reverend messrs madame monsieur maj brig brigadier cmdr commander madam".split()
)
_FUNCTION = frozenset("the and are at a as is in of to for was who its but or by on from with will has had may".split())
#: Titles that are surnames as well, bodies that are called after persons.
_SURNAMES_TOO = frozenset(
    "king prince judge bishop major marshall duke earl baron dean pope lord count master private chair senior shah sultan don "
    "justice queen cardinal rabbi miss sheikh st saint doctor singer coach manager principal chief deputy".split()
)
_PERSONS_TOO = frozenset(
    "ford wagner chelsea honda siemens daimler total meta fars amazon apple tesla pa is as rt dpp".split()
)
#: A legislator's party and state: "(R-W.Va.)".
_PARTY = re.compile(r"[RDI]-[A-Z][A-Za-z.]+")
#: A short name in brackets at the end of a name.
_SHORT = re.compile(r"(?<=\w) ?\(([A-Z][A-Z.&-]{1,9})\)?$")
#: Words of an office behind the first.
_LONGEST_TITLE = 3
_FAIRLY_SURE, _VERY_SURE = 0.8, 0.9
#: Bodies of a state that are called by their kind alone. Without other bodies and places that are but a kind ("the
#: Foundation", "the Republic"), organisations of Worldwide NER's dev part 79.1 → 79.8, places 84.8 → 85.0.
_ALONE = frozenset("senate parliament congress cabinet navy army".split())
#: Two of these joined by "&" are one company.
_FIRMS = frozenset({"PER", "ORG"})
_APOSTROPHES = "'’"
#: Arabic "and", "so", "in", "like", written together with what follows.
_CLITICS = frozenset("وفبكل")
_EDGES = " \t\n\u00a0\"'“”‘’«»„‹›()[]{},;:!?-–—*•…/|"


def refine(text: str, tokens: Sequence[Token], entities: Iterable[Entity], language: str = "en") -> list[Found]:
    """The names of one sentence from the model's tags: whole words, titles and possessives off, tables heeded."""
    found: list[Found] = []
    tagged = [
        entity
        for tag in entities
        for entity in _apart(text, tag)
        if entity.type in _TYPES and entity.score >= _LEAST and 0 <= entity.start < entity.end <= len(text)
    ]
    tagged.sort(key=lambda entity: (entity.start, -entity.end))
    edges = {entity.start for entity in tagged} | {entity.end for entity in tagged}
    for entity in tagged:
        bounds = _bounds(text, tokens, entity, edges, language)
        if bounds is None or (found and bounds[0] < found[-1].end):
            continue
        start, end, words = bounds
        name = text[start:end]
        party = entity.type != "MISC" and _PARTY.fullmatch(name)  # "D-Day" is none
        if is_time(words) or name.casefold() in _CREDITS or party:
            continue
        if (entity.type != "MISC" and name.islower()) or _is_title(words):
            continue
        if entity.type != "PER" and words[0] is tokens[0] and name.lower() in common_words(language):
            continue
        kind = _type(name, cast("MentionType", entity.type), entity.score, language)
        if language == "en" and name.lower() in _heads(kind):
            continue
        found.append(Found(start, end, kind, 2, entity.types))
    return _joined(text, found, language)


def _heads(kind: MentionType) -> frozenset[str]:
    """Words that are nobody's name by themselves: "the Republic", "the State", "the Foundation"."""
    return titles().place_heads if kind == "LOC" else titles().org_heads - _ALONE if kind == "ORG" else frozenset()


def _apart(text: str, entity: Entity) -> Iterator[Entity]:
    """Two names that were tagged as one: "General Motors (GM)", a body and its letters; "the Japan-South Korea talks"."""
    one, hyphen, other = text[entity.start : entity.end].partition("-")
    if hyphen and entity.type == "LOC" and _known(one) and _known(other) and not _known(f"{one}-{other}"):
        yield replace(entity, end=entity.start + len(one))
        yield replace(entity, start=entity.end - len(other))
        return
    short = _SHORT.search(text, entity.start, entity.end)
    if short is None:
        yield entity
        return
    yield replace(entity, end=short.start())
    yield replace(entity, start=short.start(1), end=short.end(1))


def _known(name: str) -> bool:
    return place(name, exact=True) is not None


def _bounds(
    text: str, tokens: Sequence[Token], entity: Entity, edges: set[int], language: str
) -> tuple[int, int, list[Token]] | None:
    """Start and end of the name and its words: whole words, edges trimmed, titles and articles off."""
    words = [token for token in tokens if token.start < entity.end and entity.start < token.end]
    if words and any(map(is_unspaced, text[words[0].start : words[-1].end])):
        inside = text[entity.start : entity.end]
        start, end = entity.end - len(inside.lstrip(_EDGES)), entity.start + len(inside.rstrip(_EDGES))
        return (start, end, words) if start < end else None
    words = _cut_office(_cut_compounds(text, words, entity, edges), entity, language)
    words = _cut_grammar(text, words, entity, language)
    words = _cut_rank(tokens, words, entity, edges) if language == "en" else words
    while words and words[0].shape == "mark":
        words.pop(0)
    if len(words) > 2 and words[-1].text == "s" and words[-2].text in ("'", "’"):  # "Ankara ’ s"
        words.pop()
    while words and (words[-1].shape == "mark" or words[-1].text in ("'s", "’s")):
        if words[-1].text == "." and len(words) > 2 and len(words[-2].text) == 1 and words[-3].text == ".":
            break  # "U . S ."
        words.pop()
    while len(words) > 1 and words[-1].text in ("and", "of", "for", "the", "in", "&"):
        words.pop()
    if not words:
        return None
    if words[0].plain in ("the", "a", "an") and len(words) > 1:
        whole = text[words[0].start : words[-1].end]
        if words[0].shape == "lower" or (words[0].start == 0 and known_body(whole, exact=True) is None):
            words.pop(0)
    if entity.type == "PER" and len(words) > 1:
        words = words[_title(words) :]
    start, end = words[0].start, words[-1].end
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return (start, end, words) if start < end else None


def _cut_grammar(text: str, words: list[Token], entity: Entity, language: str) -> list[Token]:
    """The name without what its grammar writes on to it: "l'Élysée", "Ankara'da", "والقاهرة", "서울에서"."""
    if not words:
        return words
    first, last = words[0], words[-1]
    if language == "ko":
        rest = without_particle(last.text, person=entity.type == "PER")
        return [*words[:-1], last._replace(end=last.start + len(rest), text=rest)]
    if language == "ar":
        size = _clitic(first.text)
        words[0] = first._replace(start=first.start + size, text=first.text[size:])
    elif first.start < entity.start and text[entity.start - 1] in _APOSTROPHES:
        words[0] = first._replace(start=entity.start, text=text[entity.start : first.end])
    if last.start < entity.end < last.end and text[entity.end] in _APOSTROPHES:
        words[-1] = words[-1]._replace(end=entity.end, text=text[words[-1].start : entity.end])
    return words


def _clitic(word: str) -> int:
    """How many letters before an Arabic name are none of it: "and", "in", "for" before the article or a known place."""
    size = 0
    while size < 2 and word[size : size + 1] in _CLITICS and len(word) - size > 3:
        rest = word[size + 1 :]
        if place(word[size:], "ar", exact=True) or not (rest.startswith("ال") or place(rest, "ar", exact=True)):
            break
        size += 1
    return size


def _cut_compounds(text: str, words: list[Token], entity: Entity, edges: set[int]) -> list[Token]:
    """Words that the model cut at a hyphen: parted where the other part is a name of its own or a plain word.

    "Ankara-Baghdad" and "English-language" stay parted; "Jong-un" and "al-Assad" are one word.
    """
    if words and words[0].start < entity.start:
        first = words[0]
        rest = text[first.start : entity.start].rstrip("-‐‑")
        if entity.start - 1 in edges or _is_plain(rest):
            words[0] = first._replace(start=entity.start, text=text[entity.start : first.end])
    if words and entity.end < words[-1].end:
        last = words[-1]
        rest = text[entity.end : last.end].lstrip("-‐‑")
        if entity.end + 1 in edges or _is_plain(rest):
            words[-1] = last._replace(end=entity.end, text=text[last.start : entity.end])
    return words


def _cut_office(words: list[Token], entity: Entity, language: str) -> list[Token]:
    """The body of a compound that says what somebody is: SPD of "SPD-Chefin"."""
    if words and entity.type != "PER" and (table := offices_of(language)) is not None and table.joined:
        head, hyphen, office = words[-1].text.rpartition("-")
        if hyphen and head and is_office(fold(office), language):
            return [*words[:-1], words[-1]._replace(end=words[-1].start + len(head), text=head, plain=fold(head))]
    return words


def _cut_rank(tokens: Sequence[Token], words: list[Token], entity: Entity, edges: set[int]) -> list[Token]:
    """The body without the beginning of what somebody is: "Troy Police" of "Troy Police Lt. Anna Berg"."""
    if entity.type == "PER" or len(words) < 2:
        return words
    behind = [token for token in tokens if token.start >= words[-1].end][:_LONGEST_TITLE]
    size = title_length((words[-1].text, *(token.text for token in behind)))
    ranked = size == 1 and words[-1].text.endswith(".") and bool(behind) and behind[0].start in edges
    return words[:-1] if ranked or (size > 1 and words[-1].shape == behind[0].shape == "title") else words


def _is_plain(part: str) -> bool:
    """Whether a part of a compound is an ordinary word: "language", "The", "and"; not "un" or "Assad"."""
    return (part[:1].islower() and len(part) > 3) or part.casefold() in _FUNCTION


def _title(words: Sequence[Token]) -> int:
    """How many words at the front are titles without doubt: "Sultan", "Haji", "Prince" may be part of the name."""
    size = title_length(tuple(token.text for token in words))
    if not 0 < size < len(words):
        return 0
    table = titles()
    plain = [token.plain for token in words[:size]]
    return size if plain[0] not in table.honorifics or plain[0] in _PLAIN_TITLES else 0


def _is_title(words: Sequence[Token]) -> bool:
    """Whether nothing but a title was tagged: "Prime Minister", "Ayatollah"; "King" and "Bishop" may be surnames."""
    size = title_length(tuple(token.text for token in words))
    return size == len(words) and (size > 1 or words[0].plain not in _SURNAMES_TOO)


def _type(name: str, kind: MentionType, score: float, language: str) -> MentionType:
    """The type after the tables have been asked: they know states, peoples and the great bodies."""
    where = place(name, exact=True)
    if where is not None and where.kind == "state" and kind not in ("LOC", "ORG"):
        return "LOC" if kind != "PER" or score < _FAIRLY_SURE else kind
    if where is not None and where.kind in ("capital", "city", "region") and kind in ("PER", "ORG", "MISC"):
        return kind if score >= _VERY_SURE else "LOC"
    if where is not None and where.kind == "demonym" and (kind != "PER" or score < _VERY_SURE):
        return "NORP"
    if where is not None and where.kind == "people" and language == "en":  # parties are called after peoples and creeds
        return "NORP" if kind in ("LOC", "MISC") or score < _VERY_SURE else kind
    if where is None and kind in ("LOC", "MISC", "PER") and known_body(name, exact=True) is not None:
        sure = score >= _VERY_SURE or (kind == "PER" and (" " not in name and fold(name) in _PERSONS_TOO))
        return kind if sure else "ORG"
    if kind == "PER" and len(name) > 2 and name.isupper() and name.isalpha() and score < _VERY_SURE:
        return "ORG"
    return kind


def _joined(text: str, found: Sequence[Found], language: str) -> list[Found]:
    """Two halves of a name that the model parted: "Ursula" and "von der Leyen"."""
    joined: list[Found] = []
    particles = titles().particles
    for name in found:
        if joined and text[joined[-1].end : name.start].strip() == "&" and {joined[-1].type, name.type} <= _FIRMS:
            joined[-1] = joined[-1]._replace(end=name.end, type="ORG", strength=2)
            continue
        if joined and joined[-1].type == name.type == "PER" and language == "en":
            between = text[joined[-1].end : name.start]
            words = between.split()
            if between == " " or (
                len(between) < 12 and "\n" not in between and words and all(word in particles for word in words)
            ):
                joined[-1] = joined[-1]._replace(end=name.end)
                continue
        joined.append(name)
    return joined
