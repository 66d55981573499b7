"""Names by sound: spellings that transliteration makes of one name, and a key that they share."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple, Self

from briefing.lexicon.tables import read_table

#: Letters that Unicode does not decompose, as English newspapers write them.
_PLAIN = str.maketrans(
    {
        "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h",
        "ŋ": "n", "ə": "a", "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "ʿ": "'", "ʾ": "'", "`": "'", "´": "'",
        "‐": "-", "‑": "-", "–": "-",
    }
)  # fmt: skip

#: Relative distance up to which two spellings count as one name. Calibrated on the 14,184 pairs of
#: NETransliteration against random pairs: recall 84 % at 0.12, 87 % at 0.14, 90 % at 0.16; false 0.03 to 0.06 %.
LIMIT = 0.14

_OTHER_SOUND = 0.9
_OTHER_CHANGE = 1.2
#: "Ivan" and "Ivana", "Petrov" and "Petrova" are two people: an ending -a that only one spelling has.
_FEMININE = 0.6

#: Beyond this relative distance nobody asks how far apart two names are.
_FARTHEST = 0.3
#: Final vowels that transliteration makes of -a.
_WEAK_ENDS = frozenset("eiuyA")
#: Consonants that transliterations confuse share one sign in the key; vowels and glides have none.
_SIGNS = {
    **dict.fromkeys("bpf", "P"), **dict.fromkeys("kgcq", "K"), **dict.fromkeys("szSZCX", "S"),
    **dict.fromkeys("td", "T"), **dict.fromkeys("mn", "N"), "l": "L", "r": "R",
}  # fmt: skip


class _Sounds(NamedTuple):
    pattern: re.Pattern[str]
    sounds: dict[str, str]
    change: dict[tuple[str, str], float]
    extra: dict[str, float]
    alphabets: dict[int, str]
    cases: dict[str, str]  # ending → what the first case may have instead
    also: dict[str, str]
    arabic: dict[str, str]

    def abjad(self) -> Self:
        """The same for a name of which one spelling is Arabic."""
        table = read_table("names_sounds.toml")["abjad"]
        vowels = "aeiouyA"
        extra = {sign: min(cost, table["left_out"]) if sign in vowels else cost for sign, cost in self.extra.items()}
        alike = {(one, two) for group in table["alike"] for one in group for two in group}
        change = {
            pair: cost if pair in alike or not set(pair) <= set(vowels) else table["another"]
            for pair, cost in self.change.items()
        }
        return self._replace(extra=extra, change=change)


@cache
def _sounds() -> _Sounds:
    table = read_table("names_sounds.toml")
    change: dict[tuple[str, str], float] = {}
    for entry in table["costs"].values():
        for group in entry["groups"]:
            for left in group:
                for right in group:
                    if left != right:
                        change[left, right] = min(change.get((left, right), _OTHER_CHANGE), entry["cost"])
    letters = sorted(table["sounds"], key=lambda letter: (-len(letter), letter))
    alphabets = {ord(pair[0]): pair[2:] for alphabet in table["alphabets"].values() for pair in alphabet.split()}
    arabic = dict(pair.split("=") for pair in table["arabic"]["names"].split())
    cases = dict.fromkeys(table["cases"]["cyrillic"].split(), "")
    cases |= dict.fromkeys(table["cases"]["feminine"].split(), "а")
    return _Sounds(
        re.compile("|".join(letters)), table["sounds"], change, table["extra"], alphabets, cases, table["also"], arabic
    )


@cache
def _abjad() -> _Sounds:
    return _sounds().abjad()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """``text`` in small letters without accents: "Erdoğan" → "erdogan", "Þórdís" → "thordis"."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(char for char in plain if not unicodedata.combining(char)).translate(_PLAIN)


def latin(name: str) -> str:
    """``name`` folded and in Latin letters where it is in Cyrillic, Greek or Arabic: "Путин" → "putin"."""
    folded = fold(name)
    if folded.isascii():
        return folded
    table = _sounds()
    return table.arabic.get(folded) or folded.translate(table.alphabets)


@lru_cache(maxsize=65536)
def forms(name: str) -> tuple[str, ...]:
    """The spellings that ``name``, one part of a name, may stand for, itself first.

    A Cyrillic name without the ending of a case ("фиданом" → "фидан"), an Arabic one without its article, a German or
    Polish one with v for w ("lawrow" → "lavrov"), a Ukrainian one with h for г ("игор" → "ihor").
    """
    table = _sounds()
    found = [name]
    if name and "\u0400" <= name[0] <= "\u04ff":
        for end, first in table.cases.items():
            if name.endswith(end) and len(name) - len(end) > 2:
                found += [name[: -len(end)], name[: -len(end)] + first]
    elif name.startswith("ال") and len(name) > 4:
        found.append(name[2:])
    for letter, other in table.also.items():
        found += [form.replace(letter, other) for form in found if letter in form]
    return tuple(dict.fromkeys(found))


def _unvowelled(name: str) -> bool:
    """Whether ``name`` is written in Arabic letters, and no common name whose vowels are known."""
    return bool(name) and "\u0600" <= name[0] <= "\u06ff" and fold(name) not in _sounds().arabic


@lru_cache(maxsize=65536)
def sound(name: str) -> str:
    """The sounds of one name part: "Lavrentyev" → "lavrentjev"-like signs, doubles collapsed."""
    letters = re.sub(r"[^a-z]", "", latin(name))
    table = _sounds()
    signs = table.pattern.sub(lambda found: table.sounds[found.group()], letters)
    signs = re.sub(r"c(?=[eiy])", "s", signs).replace("c", "k")
    return re.sub(r"(.)\1+", r"\1", signs)


@lru_cache(maxsize=65536)
def sound_key(name: str) -> str:
    """A key that the spellings of one name part mostly share: its confusable-consonant skeleton.

    Of the pairs that `distance` accepts, 93 % share it; names without a consonant have the key "".
    """
    signs: list[str] = []
    for char in sound(name):
        sign = _SIGNS.get(char, "")
        if sign and (not signs or signs[-1] != sign):
            signs.append(sign)
    return "".join(signs[:8])


@lru_cache(maxsize=262144)
def alike(left: str, right: str) -> bool:
    """Whether two spellings of a name part are within `LIMIT` of each other."""
    return _distance(min(left, right), max(left, right), LIMIT) <= LIMIT


@lru_cache(maxsize=65536)
def distance(left: str, right: str) -> float:
    """How far two spellings are apart in sound, relative to their length: 0 for the same sounds.

    Exact up to 0.3; beyond, only that it is more.

    A weighted edit distance (Wagner & Fischer 1974) over sounds; see data/names_sounds.toml for the weights.
    """
    return _distance(min(left, right), max(left, right), _FARTHEST)


def _distance(left: str, right: str, farthest: float) -> float:
    one, two = sound(left), sound(right)
    if one == two and one:
        return 0.0
    if not one or not two:
        return 0.0 if fold(left) == fold(right) else 9.0
    mean = (len(one) + len(two)) / 2
    if abs(len(one) - len(two)) * 0.2 > mean * 0.5:
        return 9.0
    mixed = _unvowelled(left) != _unvowelled(right)
    cost = _edit(one, two, farthest * mean, _abjad() if mixed else _sounds())
    ends = {one[-1], two[-1]}
    if not mixed and "a" in ends and len(ends) == 2 and not (ends - {"a"}) & _WEAK_ENDS:
        cost += _FEMININE
    return cost / mean


def _edit(one: str, two: str, limit: float, table: _Sounds) -> float:
    extra, change = table.extra, table.change
    above = [0.0]
    for char in two:
        above.append(above[-1] + extra.get(char, _OTHER_SOUND))
    for x in one:
        drop = extra.get(x, _OTHER_SOUND)
        row = [above[0] + drop]
        for j, y in enumerate(two):
            same = above[j] if x == y else above[j] + change.get((x, y), _OTHER_CHANGE)
            row.append(min(same, above[j + 1] + drop, row[-1] + extra.get(y, _OTHER_SOUND)))
        if min(row) > limit:
            return 9.0 * limit + 9.0
        above = row
    return above[-1]
