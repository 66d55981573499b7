"""Refinement: what the model tags, brought to exact names by tables and by the rest of the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol, cast

from briefing.lexicon.names import title_length
from briefing.lexicon.names_orgs import known_body
from briefing.lexicon.names_sound import fold
from briefing.lexicon.names_tables import given_names, titles
from briefing.lexicon.places import place
from briefing.model import MentionType
from briefing.reading.names.rules import Found
from briefing.reading.text.tokens import Token

#: Below this the model's word alone makes no name. Its scores are mean tag probabilities.
_SURE = 0.5
_TYPES = frozenset({"PER", "ORG", "LOC", "NORP", "MISC"})
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays "
    "sundays january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec today yesterday tomorrow spring summer autumn fall winter christmas easter gmt utc bst est "
    "edt pst cet".split()
)
#: Picture agencies as they stand under pictures.
_CREDITS = frozenset({"getty", "getty images", "shutterstock", "epa", "afp/getty", "istock", "file photo", "pa images"})
_PLAIN_TITLES = frozenset(
    "mr mrs ms miss dr prof professor gen general col colonel capt captain lt lieutenant sgt sergeant adm admiral rev "
    "reverend messrs madame monsieur maj brig brigadier cmdr commander".split()
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
_VERY_SURE = 0.9
#: A church's name, up to the place in it.
_CHURCH = re.compile(r"(?:[^\W\d_]+ (?:of )?)?Our Lady of (?:the )?")
_EDGES = " \t\n\u00a0\"'“”‘’«»„‹›()[]{},;:!?-–—*•…/|"


class Entity(Protocol):
    """One tagged stretch of a sentence."""

    @property
    def start(self) -> int:
        """First code point in the sentence."""

    @property
    def end(self) -> int:
        """One past the last."""

    @property
    def type(self) -> str:
        """PER, ORG, LOC, NORP or MISC."""

    @property
    def score(self) -> float:
        """How sure the model is, 0 to 1."""


def refine(text: str, tokens: Sequence[Token], entities: Iterable[Entity]) -> list[Found]:
    """The names of one sentence from the model's tags: whole words, titles and possessives off, tables heeded."""
    found: list[Found] = []
    tagged = [entity for entity in entities if entity.type in _TYPES and 0 <= entity.start < entity.end <= len(text)]
    tagged.sort(key=lambda entity: (entity.start, -entity.end))
    edges = {entity.start for entity in tagged} | {entity.end for entity in tagged}
    for entity in tagged:
        bounds = _bounds(text, tokens, entity, edges)
        if bounds is None or (found and bounds[0] < found[-1].end):
            continue
        start, end, words = bounds
        name = text[start:end]
        if _is_time(words) or name.casefold() in _CREDITS or _is_credit(text, start, end):
            continue
        if (entity.type != "MISC" and name.islower()) or _is_title(words):
            continue
        kind = _type(name, cast("MentionType", entity.type), entity.score)
        found += _parted(words, Found(start, end, kind, 2 if entity.score >= _SURE else 1))
    return _joined(text, found)


def _bounds(text: str, tokens: Sequence[Token], entity: Entity, edges: set[int]) -> tuple[int, int, list[Token]] | None:
    """Start and end of the name and its words: whole words, edges trimmed, titles and articles off."""
    words = [token for token in tokens if token.start < entity.end and entity.start < token.end]
    words = _cut_compounds(text, words, entity, edges)
    while words and words[0].shape == "mark":
        words.pop(0)
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
    if entity.type == "PER":
        words = [*_particles_before(tokens, words[0]), *words]
    if entity.type == "PER" and len(words) == 1:
        words = [*_name_before(text, tokens, words[0], edges), *words]
    if entity.type == "PER" and len(words) == 1 and words[0].plain in given_names():
        words = [*words, *_surname_after(text, tokens, words[0], edges)]
    start, end = words[0].start, words[-1].end
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return (start, end, words) if start < end else None


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


def _name_before(text: str, tokens: Sequence[Token], name: Token, edges: set[int]) -> list[Token]:
    """The first half of a name, left off by the model, where a title stands before it: "spokesman Geng Shuang"."""
    at = next((i for i, token in enumerate(tokens) if token.start == name.start), 0)
    if at < 2:
        return []
    title, half = tokens[at - 2], tokens[at - 1]
    whole = text[title.end : half.start] == " " and text[half.end : name.start] == " "
    tagged = half.start in edges or half.end in edges
    if not whole or tagged or half.shape != "title" or half.possessive:
        return []
    return [half] if title_length((title.text, half.text)) == 1 and place(half.text) is None else []


def _surname_after(text: str, tokens: Sequence[Token], given: Token, edges: set[int]) -> list[Token]:
    """The surname that the model took for another word: "Theresa May"."""
    following = next((token for token in tokens if token.start >= given.end), None)
    if (
        following is None
        or given.possessive
        or following.shape != "title"
        or following.start in edges
        or text[given.end : following.start] != " "
        or following.plain in titles().org_heads
    ):
        return []
    return [following]


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


def _particles_before(tokens: Sequence[Token], first: Token) -> list[Token]:
    """The particles that the model left off: "van der" before "Leyen", never "de" after a comma."""
    at = next((i for i, token in enumerate(tokens) if token.start == first.start), 0)
    particles = titles().particles - {
        "a",
        "e",
        "y",
        "as",
        "an",
        "at",
        "do",
        "la",
        "le",
        "di",
        "da",
        "the",
        "von der",
        "san",
    }
    taken: list[Token] = []
    while at and tokens[at - 1].shape == "lower" and tokens[at - 1].plain in particles and len(taken) < 3:
        if tokens[at].start - tokens[at - 1].end != 1:
            break
        taken.insert(0, tokens[at - 1])
        at -= 1
    return taken


def _parted(words: Sequence[Token], name: Found) -> list[Found]:
    """One name, or the two that the model took for one: "MFA Youval Rotem"."""
    if name.type == "PER" and len(words) > 2:
        first, second = words[0], words[1]
        letters = first.text
        if first.shape == "upper" and 2 <= len(letters) <= 5 and "." not in letters and second.shape == "title":
            return [Found(first.start, first.end, "ORG", 1), name._replace(start=second.start)]
    return [name]


def _is_time(words: Sequence[Token]) -> bool:
    return all(token.plain in _DAYS or token.shape in ("number", "mark") for token in words)


def _is_title(words: Sequence[Token]) -> bool:
    """Whether nothing but a title was tagged: "Prime Minister", "Ayatollah"; "King" and "Bishop" may be surnames."""
    size = title_length(tuple(token.text for token in words))
    return size == len(words) and (size > 1 or (words[0].plain not in _SURNAMES_TOO and words[0].shape != "upper"))


def _is_credit(text: str, start: int, end: int) -> bool:
    """A name alone in square brackets says who made a picture: "[Getty]", "[AFP/File]"."""
    opened = text.rfind("[", max(0, start - 40), start)
    closed = text.find("]", end, end + 40)
    return opened >= 0 and closed >= 0 and "]" not in text[opened:start] and text[closed + 1 :].strip() in ("", ".")


def _type(name: str, kind: MentionType, score: float) -> MentionType:
    """The type after the tables have been asked: they know states, peoples and the great bodies."""
    where = place(name, exact=True)
    if where is not None and where.kind == "state" and kind not in ("LOC", "ORG"):
        return "LOC" if kind != "PER" or score < _SURE + 0.3 else kind
    if where is not None and where.kind == "demonym" and kind not in ("NORP", "LOC"):
        return "NORP"
    if where is None and kind in ("LOC", "MISC", "PER") and known_body(name, exact=True) is not None:
        sure = score >= _VERY_SURE or (kind == "PER" and (" " not in name and fold(name) in _PERSONS_TOO))
        return kind if sure else "ORG"
    if kind == "PER" and len(name) > 2 and name.isupper() and name.isalpha() and score < _VERY_SURE:
        return "ORG"
    return kind


def _joined(text: str, found: Sequence[Found]) -> list[Found]:
    """Two halves of a name that the model parted: "Ursula" and "von der Leyen", "Our Lady" and "of Mount Carmel"."""
    joined: list[Found] = []
    particles = titles().particles
    for name in found:
        if joined and _CHURCH.fullmatch(text, joined[-1].start, name.start):
            joined[-1] = joined[-1]._replace(end=name.end, type="LOC")
            continue
        if joined and joined[-1].type == name.type == "PER":
            between = text[joined[-1].end : name.start]
            words = between.split()
            if len(between) < 12 and "\n" not in between and words and all(word in particles for word in words):
                joined[-1] = joined[-1]._replace(end=name.end)
                continue
        joined.append(name)
    return joined
