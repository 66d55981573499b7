"""Names of persons: their parts, and whether two names can be one person's."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from briefing.lexicon.names_sound import LIMIT, alike, distance, fold, forms, latin, sound, sound_key
from briefing.lexicon.names_tables import Sex, family_first, given_names, nicknames, plain_word, titles

#: same: both full and alike · part: one says less than the other · no: they clash.
Match = Literal["same", "part", "no"]

#: Particles that are given names as well: "Ben Smith" has two names, "De Smet" one.
_GIVEN_TOO = frozenset({"ben", "bar", "abd", "abu", "san", "santa", "an", "ad", "as", "e", "y", "do", "o'", "d'"})
_SURNAME_STARTS = frozenset(
    {"van", "von", "de", "der", "den", "al", "el", "bin", "ibn", "von der", "du", "di", "da", "ter"}
)
#: Letters of a single name that may be spelt otherwise.
_ALONE = 5
#: "Servant of", the first half of a name: "Abdel Fattah", "عبد العاطي".
_SERVANT = frozenset({"abd", "abdel", "abdul", "abdal", "abdoul", "عبد", "абд", "абдель", "абдул"})
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_ARTICLE = re.compile(r"^(?:al|el|ul|ad|ar|as|ash|asch|at|az|an|аль|эль|ель|ад|ар|ас|аш|ат|аз|ан)[- ]")


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name, folded.

    Attributes:
        given: given and middle names, or initials, in order; () where only one name was printed.
        surname: with its particles ("van der leyen"); the only name where there is but one.
        sex: what title or given name say.
        title: titles that stood before it, folded.
    """

    given: tuple[str, ...]
    surname: str
    sex: Sex | None = None
    title: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """All names in order, the family name last."""
        return (*self.given, self.surname)


@lru_cache(maxsize=32768)
def title_length(words: tuple[str, ...]) -> int:
    """How many of the first ``words`` are titles ("Deputy Foreign Minister Sergey …" → 3).

    A word that could as well be the name is left to it where nothing would remain ("Pope Francis" → 1).
    """
    table = titles()
    plain = [plain_word(word) for word in words]
    taken = 0
    while taken < len(plain):
        for size in range(min(table.longest, len(plain) - taken), 0, -1):
            if tuple(plain[taken : taken + size]) in table.person:
                taken += size
                break
        else:
            break
    return taken


@lru_cache(maxsize=65536)
def parse_person(text: str) -> PersonName:
    """The parts of a person's name, titles and suffixes off."""
    table = titles()
    words = _WORD.findall(text)
    skip = title_length(tuple(words))
    if skip == len(words) and words:
        skip = len(words) - 1
    title = [plain_word(word) for word in words[:skip]]
    names = [fold(word).rstrip(".") for word in words[skip:]]
    while len(names) > 1 and names[-1] in table.suffixes:
        names.pop()
    sex: Sex | None = "f" if table.women.intersection(title) else "m" if table.men.intersection(title) else None
    parts = _join_particles(_join_servants(names), table.particles)
    if not parts:
        return PersonName((), fold(text), sex, " ".join(title))
    if len(parts) in (2, 3) and _family_comes_first(parts):
        parts = [*parts[1:], parts[0]]
        given: tuple[str, ...] = ("".join(part.replace("-", "") for part in parts[:-1]),)
    else:
        given = tuple(parts[:-1])
    if sex is None and given:
        sex = given_names().get(given[0])
    return PersonName(given, parts[-1], sex, " ".join(title))


def _join_servants(names: list[str]) -> list[str]:
    """The two halves of such a name as one: "abdel", "fattah" → "abdelfattah"."""
    joined: list[str] = []
    for name in names:
        if joined and joined[-1] in _SERVANT:
            joined[-1] += name.replace("-", "").replace("'", "")
        else:
            joined.append(name)
    return joined


def _join_particles(names: list[str], particles: frozenset[str]) -> list[str]:
    """Ties particles: "van", "der", "leyen" → "van der leyen"; a particle never stands alone."""
    parts: list[str] = []
    held: list[str] = []
    for i, name in enumerate(names):
        first = not parts and not held
        if (
            name in particles
            and i + 1 < len(names)
            and not (first and (name in _GIVEN_TOO or (i + 2 < len(names) and name not in _SURNAME_STARTS)))
        ):
            held.append(name)
        else:
            parts.append(" ".join([*held, name]))
            held = []
    return parts


def _family_comes_first(parts: list[str]) -> bool:
    """Xi Jinping, Kim Jong-un, Lee Hsien Loong; but Kim Kardashian, Lee Harvey Oswald."""
    given = given_names()
    if parts[0] not in family_first() or any(part in given for part in parts[1:]):
        return False
    return parts[0] not in given or len(parts) == 3 or "-" in parts[1]


@lru_cache(maxsize=65536)
def bare_surname(surname: str) -> str:
    """The surname without its Arabic article: al-Assad and Assad are one name."""
    return _ARTICLE.sub("", surname).replace("-", "").replace(" ", "")


@lru_cache(maxsize=262144)
def same_part(left: str, right: str) -> bool:
    """Whether two spellings of one name part sound alike. Below four sounds, only the same letters do."""
    if left == right:
        return True
    one, two = bare_surname(left), bare_surname(right)
    if one == two:
        return True
    return any(_alike_forms(first, second) for first in forms(one) for second in forms(two))


def _alike_forms(one: str, two: str) -> bool:
    if min(len(sound(one)), len(sound(two))) < 3 and fold(one) != fold(two):
        return len(sound(one)) == len(sound(two)) == 2 and sound(one) == sound(two) and len(one) > 2 < len(two)
    return alike(one, two)


def same_given(left: str, right: str) -> bool:
    """Whether two given names can be one person's: by sound, as initial, as short form."""
    if left == right:
        return True
    one, two = left.replace("-", ""), right.replace("-", "")
    if len(one) == 1 or len(two) == 1 or "." in one or "." in two:
        return one[:1] == two[:1]
    return (
        same_part(one, two) or two in nicknames().get(one, ()) or right in left.split("-") or left in right.split("-")
    )


@lru_cache(maxsize=262144)
def compare_persons(left: PersonName, right: PersonName) -> Match:
    """Whether two names can be one person's.

    Surnames must sound alike, and given names must not clash: "Bill Clinton" and "Hillary Clinton" are two people.
    """
    if left.sex and right.sex and left.sex != right.sex and not (left.given and right.given):
        return "no"
    if not left.given or not right.given:
        return _one_name(left, right)
    if same_part(left.surname, right.surname):
        return _givens(left.given, right.given)
    for one, two in ((left, right), (right, left)):
        # Spanish and Portuguese double surnames: "Juan Manuel Santos" is "Juan Manuel Santos Calderón".
        if (
            len(one.given) > 1
            and same_part(one.given[-1], two.surname)
            and _givens(one.given[:-1], two.given) == "same"
        ):
            return "same"
    if len(left.given) == len(right.given) == 1 and same_part(left.surname, right.given[0]):
        return "same" if same_part(left.given[0], right.surname) else "no"
    return "no"


def _one_name(left: PersonName, right: PersonName) -> Match:
    if not left.given and not right.given:
        return "same" if alike_alone(left.surname, right.surname) else "no"
    short, full = (left, right) if not left.given else (right, left)
    return "part" if any(alike_alone(short.surname, part) for part in full.parts) else "no"


@lru_cache(maxsize=65536)
def alike_alone(left: str, right: str) -> bool:
    """One name says little: here the spellings must be closer."""
    one, two = bare_surname(left), bare_surname(right)
    if one == two:
        return True
    return any(_close_alone(first, second) for first in forms(one) for second in forms(two))


def _close_alone(one: str, two: str) -> bool:
    first = latin(one)[:1] == latin(two)[:1]
    return first and (one == two or (min(len(one), len(two)) >= _ALONE and distance(one, two) <= LIMIT / 2))


def _givens(left: tuple[str, ...], right: tuple[str, ...]) -> Match:
    if same_given(left[0], right[0]):
        middles = zip(left[1:], right[1:], strict=False)
        clash = len(left) == len(right) and any(not same_given(one, two) for one, two in middles)
        return "no" if clash else "same"
    short, full = (left, right) if len(left) < len(right) else (right, left)
    if (
        len(short) < len(full)
        and len(short[0]) > 1
        and any(same_given(short[0], name.split()[-1]) for name in full[1:])
    ):  # "San Suu": tied as if by a particle
        return "same"
    return "no"


def keys(name: str) -> tuple[str, ...]:
    """Blocking keys: names that `compare_persons` finds the same mostly share one. The consonants of the surname, as it may be spelt."""
    surname = bare_surname(parse_person(name).surname.rpartition(" ")[2])
    return tuple(dict.fromkeys(sound_key(form) or sound(form) or fold(form)[:4] for form in forms(surname)))
