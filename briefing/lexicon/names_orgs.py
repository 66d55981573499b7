"""Names of bodies: known ones, acronyms, and whether two names can be one body's."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from briefing.lexicon.names_sound import fold, forms
from briefing.lexicon.names_tables import titles
from briefing.lexicon.tables import read_lines

_WORDS = re.compile(r"[^\W_]+(?:[.&'’][^\W_]+)*")
#: Left off by newspapers as soon as a company is known.
_LEGAL = frozenset({"company", "corporation", "group", "holding", "holdings", "technologies", "international"})
_SMALL = frozenset(
    {"of", "the", "and", "for", "in", "on", "to", "de", "la", "du", "des", "et", "y", "del", "&", "a", "an"}
)
#: British and American, and other spellings of what bodies are called.
_SPELLING = {
    "defense": "defence", "organization": "organisation", "center": "centre", "labor": "labour", "guards": "guard",
    "forces": "force", "affairs": "affair", "nations": "nation", "brigades": "brigade", "services": "service",
    "program": "programme", "intl": "international", "dept": "department", "corp": "corporation", "authorities": "authority",
}  # fmt: skip

#: Words of bodies that every state has: "Foreign Ministry" says nothing without its state.
GENERIC = frozenset(
    "ministry department foreign interior exterior defence finance health justice education energy oil trade economy "
    "economic labour agriculture transport culture tourism home office cabinet government parliament senate congress "
    "assembly national supreme constitutional high court army navy air force military police embassy consulate mission "
    "central bank intelligence service security council commission election electoral affair public prosecution general "
    "prosecutor treasury tax authority central house lower upper representative royal federal state border guard coast "
    "guard armed force presidency presidential prime minister's president's district attorney water environment development "
    "information communication science technology planning commerce industry social welfare immigration authority".split()
)


@dataclass(frozen=True, slots=True)
class KnownBody:
    """A body of the table: its full name and the state it belongs to ("" for none)."""

    name: str
    state: str
    names: tuple[str, ...]


@cache
def _known() -> tuple[dict[str, KnownBody], dict[str, KnownBody]]:
    exact: dict[str, KnownBody] = {}
    for line in read_lines("names_orgs.txt"):
        names, _, state = line.partition("|")
        forms = tuple(entry.strip() for entry in names.split(";") if entry.strip())
        body = KnownBody(forms[0], state.strip(), forms)
        for form in forms:
            exact.setdefault(form, body)
    folded: dict[str, KnownBody] = {}
    for form, body in exact.items():
        if len(form) > 3:
            folded.setdefault(fold(form), body)
    return exact, folded


def known_body(name: str, *, exact: bool = False) -> KnownBody | None:
    """The body of the table that ``name`` names; with ``exact``, only with the usual capitals."""
    by_name, by_folded = _known()
    found = by_name.get(name)
    if found is not None or exact:
        return found
    return (
        by_folded.get(fold(name))
        or by_folded.get(fold(name).removeprefix("the "))
        or _by_words().get(body_words(name))
        or _by_stems().get(_stems(name))
    )


@cache
def _by_stems() -> dict[tuple[str, ...], KnownBody]:
    """Bodies by their words without the endings of cases: "Европейского союза" is the "Европейский союз"."""
    return {stems: body for form, body in _known()[0].items() if (stems := _stems(form))}


@lru_cache(maxsize=65536)
def _stems(name: str) -> tuple[str, ...]:
    """The words of a Cyrillic name, each without its longest ending; none of another name."""
    if not "\u0400" <= name[:1] <= "\u04ff":
        return ()
    return tuple(min(forms(word.casefold().replace("ё", "е")), key=len) for word in name.split())


@cache
def _by_words() -> dict[tuple[str, ...], KnownBody]:
    """Bodies by the words that tell them apart, without legal form: "General Motors Corporation"."""
    words: dict[tuple[str, ...], KnownBody] = {}
    for form, body in _known()[0].items():
        if len(form) > 3:
            words.setdefault(body_words(form), body)
    return words


@lru_cache(maxsize=65536)
def body_words(name: str) -> tuple[str, ...]:
    """The words that tell one body from another: folded, legal form and small words off, "X Ministry" = "Ministry of X"."""
    words = [fold(word).replace(".", "").removesuffix("'s") for word in _WORDS.findall(name)]
    words = [_SPELLING.get(word, word) for word in words if word not in _SMALL]
    suffixes = titles().org_suffixes
    while len(words) > 1 and (words[-1] in suffixes or words[-1] in _LEGAL):
        words.pop()
    for head in ("ministry", "department", "university", "bank"):
        if head in words and words[0] != head and words[-1] == head:
            words = [head, *words[:-1]]
    return tuple(words)


@lru_cache(maxsize=65536)
def acronyms(name: str) -> frozenset[str]:
    """The acronyms that a full name may be shortened to."""
    words = [word for word in re.split(r"[\s-]+", name) if word]
    capital = [word[0] for word in words if word[0].isupper() or word[0].isdigit()]
    if len(capital) < 2:
        return frozenset()
    every = [word[0].upper() for word in words if word[0].isalnum()]
    plain = [word[0] for word in words if word[0].isupper() and fold(word) not in _SMALL]
    return frozenset("".join(letters) for letters in (capital, every, plain) if len(letters) > 1)


@lru_cache(maxsize=65536)
def is_acronym(name: str) -> bool:
    """Whether ``name`` looks like an acronym: IRGC, U.N., BoG."""
    letters = name.replace(".", "")
    return (
        2 <= len(letters) <= 7
        and " " not in letters
        and sum(char.isupper() for char in letters) >= 2
        and letters.isalnum()
    )


def shortens(short: str, full: str) -> bool:
    """Whether ``short`` can be what a text calls ``full`` later: its words stand in the other, in order.

    "Revolutionary Guards" for "Islamic Revolutionary Guard Corps", "Northrop" for "Northrop Grumman"; never the
    bare kind ("the Ministry") nor a name that only shares it.
    """
    one, two = body_words(short), body_words(full)
    if not one or len(one) >= len(two):
        return False
    heads = titles().org_heads
    if all(word in heads or _SPELLING.get(word, word) in heads for word in one):
        return False
    at = iter(two)
    return all(word in at for word in one)


def is_generic(core: tuple[str, ...]) -> bool:
    """Whether every state has a body that is called so."""
    return bool(core) and GENERIC.issuperset(core)
