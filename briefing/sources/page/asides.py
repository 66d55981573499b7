"""Asides: paragraphs in which a page speaks of who made it, of itself and to its readers."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from briefing.lexicon.paragraphs import ends_sentence
from briefing.lexicon.tables import either, read_table

#: Words of such a paragraph at the most; and of one that sells or asks, which is shorter.
_LONGEST, _PLEA = 80, 50
#: Paragraphs from the end within which a person whom no byline names can be somebody who made the page.
_TAIL = 6
#: Characters of a line above a box.
_HEADING = 60
_QUOTES = re.compile(r"[\"“”«»„]|``")
#: A name: two to four words with capitals.
_NAME = r"(?!The )[^\W\d_a-zа-я][\w.'’-]{0,20}(?: [^\W\d_a-zа-я][\w.'’-]{0,20}){1,3}"
#: Index, price and change, without a verb: "FTSE 100 6,747.10 -1.23%".
_TICKER = re.compile(r".{2,40}? [\d.,]{1,20} ?(?:[▲▼+−–-] ?){1,3}[\d.,]{1,20} ?(?:%|\([+−–-]? ?[\d.,]{1,20} ?%\))")

#: A firm's address: a label and a number, and no sentence.
_CONTACT = re.compile(
    r"\b(?:tel|phone|fax|mob|fone|telefone|telefon|tél|téléphone|teléfono|telefono|cnpj|тел)\b\.?:? ?\(?[+\d]",
    re.IGNORECASE,
)
#: Words with commas and no sentence: what a page files itself under.
_TAGS = re.compile(r"(?:[^\W\d_A-Z][^,.!?:;]{1,30}, ){4,}[^,.!?:;]{2,30}")


def asides(texts: Sequence[str], language: str, authors: AbstractSet[str] = frozenset()) -> list[bool]:
    """Which of ``texts``, the paragraphs of a page in order, are no part of its article.

    Args:
        texts: of every paragraph.
        language: ISO 639-1 code; English asides are known in every language.
        authors: names from bylines.
    """
    words = _words(language if language in read_table("words_asides.toml") else "en")
    known = frozenset(name.casefold() for name in authors)
    found = [_is_aside(text, words) or _is_person(text, words, known, n, len(texts)) for n, text in enumerate(texts)]
    for n, text in enumerate(texts):
        if 2 * n > len(texts) - _TAIL and n and len(text) <= _HEADING and words["boxes"].fullmatch(text.rstrip(":")):
            found[n] = True
            for after in range(n + 1, len(texts)):
                if not ends_sentence(texts[after]) and len(texts[after].split()) <= 12:
                    break  # the next heading
                found[after] = True
    return found


def _is_aside(text: str, words: dict[str, re.Pattern[str]]) -> bool:
    length = text.count(" ") + 1
    if length > _LONGEST:
        return False
    if words["notes"].fullmatch(text) or _TICKER.fullmatch(text) or _TAGS.fullmatch(text):
        return True
    if not ends_sentence(text) and _CONTACT.search(text):
        return True
    if length > _PLEA or _QUOTES.search(text):
        return False
    plea = words["readers"].search(text) and words["page"].search(text)
    return bool(plea or (not words["told"].search(text) and words["deals"].search(text) and words["bids"].search(text)))


def _is_person(text: str, words: dict[str, re.Pattern[str]], known: AbstractSet[str], n: int, of: int) -> bool:
    """Whether a paragraph says who wrote the article: a name of a byline, or at the end any name, and a job."""
    if text.count(" ") >= _LONGEST or n == 0:
        return False
    late = n >= of - _TAIL
    if late and words["authors"].match(text):
        return True
    named = re.match(_NAME, text)
    if named is None:
        return False
    mine = any(text.casefold().startswith(name) for name in known)
    return (mine or late) and words["made"].match(text, named.end()) is not None


@cache
def _words(language: str) -> dict[str, re.Pattern[str]]:
    table = read_table("words_asides.toml")
    parts = [table["en"], *([table[language]] if language != "en" else [])]
    names = ("authors", "boxes", "page", "readers", "deals", "bids", "told")
    jobs = [rf"{part['is']}\s(?:\S+\s){{0,4}}?{part['jobs']}\b" for part in parts]
    works = "|".join([*jobs, *(f"(?:{part['works']})" for part in parts if "works" in part)])
    return {
        "made": re.compile(rf",?(?: ?\([^()]{{1,40}}\))? (?:{works})", re.IGNORECASE),
        "notes": either(rf"\(?(?:{note})\)?" for part in parts for note in part["notes"]),
        **{name: either(part[name] for part in parts if name in part) for name in names},
    }
