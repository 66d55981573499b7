"""``python -m tools.train.persons WORDNET``: the English nouns for persons, from WordNet's files, into names_persons.toml.

WORDNET is the folder of WordNet 3.0 (Debian's `wordnet-base`: /usr/share/wordnet). A word is one where its first sense that
is no bearer of a name (or the second, if it ends like a doer) is a kind of person, and it is counted in WordNet's texts no more often as another part of speech.
"""

import sys
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

OUT = Path("briefing/data/names_persons.toml")
_PERSON, _KIN = "person", "relative"
#: Kinds of persons, by a word of theirs, whose "of" names whom they act for: leaders, functionaries, members, lawyers.
_OFFICES = ("leader", "functionary", "representative", "swayer", "worker", "spokesperson", "member", "lawyer", "lawman")
#: A word of those who operate a thing, drivers and pilots, whom WordNet puts under agents.
_OPERATOR = "manipulator"
#: Kinds of persons, by a word of theirs, that say nothing of what somebody does.
_BARRED = (
    "male_person", "female_person", "juvenile_person", "inhabitant", "lover", "unfortunate_person", "person_of_color",
    "unwelcome_person", "national",
)  # fmt: skip
#: How WordNet marks words that no brief prints: one that is so in any sense is left out.
_RUDE = ("obscenity", "ethnic_slur", "disparagement")
_LETTERS = 3
#: How nouns for persons end, of which the second sense is as good: "receiver", "agent".
_AGENT = ("er", "or", "ist", "ian", "ent", "ant")


class _Sense(NamedTuple):
    """Its words, what it is a kind of, how it is marked, and whether it is no word for a person: a name, slang or a slur."""

    words: tuple[str, ...]
    above: tuple[str, ...]
    marks: tuple[str, ...]
    barred: bool


def _senses(path: Path) -> dict[str, _Sense]:
    """Offset → sense, of WordNet's data.noun."""
    found = {}
    for line in _lines(path):
        fields = line.partition(" | ")[0].split()
        count = int(fields[3], 16)
        pointers = fields[5 + 2 * count :]
        points = list(zip(pointers[::4], pointers[1::4], strict=False))
        above = tuple(to for sign, to in points if sign[:1] == "@")
        marks = tuple(to for sign, to in points if sign == ";u")
        barred = bool(marks) or any(sign == "@i" for sign, _ in points)
        found[fields[0]] = _Sense(tuple(fields[4 : 4 + 2 * count : 2]), above, marks, barred)
    return found


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("  "))


def _counted(path: Path) -> tuple[Counter[str], Counter[str]]:
    """How often words were counted as nouns and as anything else, by WordNet's cntlist.rev."""
    nouns: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, count = line.split()
        word, _, rest = key.partition("%")
        (nouns if rest[0] == "1" else others)[word] += int(count)
    return nouns, others


def _above(at: str, senses: Mapping[str, _Sense]) -> set[str]:
    """Everything that a sense is a kind of, itself too."""
    return {at}.union(*(_above(up, senses) for up in senses[at].above))


def persons(wordnet: Path) -> dict[str, list[str]]:
    """The nouns in alphabetical order, those for office-holders and kin apart."""
    senses = _senses(wordnet / "data.noun")
    nouns, others = _counted(wordnet / "cntlist.rev")
    roots = {at: word for at, sense in senses.items() for word in (_PERSON, _KIN) if sense.words[0] == word}
    roots |= {at: _PERSON for at, sense in senses.items() if _OPERATOR in sense.words}
    roots |= {at: word for at, sense in senses.items() for word in (*_BARRED, *_OFFICES) if word in sense.words}
    found: dict[str, list[str]] = {"persons": [], "offices": [], "kin": []}
    for line in _lines(wordnet / "index.noun"):
        word, *fields = line.split()
        every = [senses[at] for at in fields[-int(fields[1]) :]]
        rude = any(senses[mark].words[0] in _RUDE for sense in every for mark in sense.marks)
        meant = [at for at in fields[-int(fields[1]) :] if not senses[at].barred]
        if rude or not meant or not word.isalpha() or len(word) < _LETTERS or others[word] > nouns[word]:
            continue
        for at in meant[: 2 if word.endswith(_AGENT) else 1]:
            kinds = {roots[up] for up in _above(at, senses) if up in roots}
            fits = _KIN in kinds or (_PERSON in kinds and kinds.isdisjoint(_BARRED))
            if fits and {word, word.upper()} & {*senses[at].words}:
                kind = "kin" if _KIN in kinds else "persons" if kinds.isdisjoint(_OFFICES) else "offices"
                found[kind].append(word)
                break
    return {name: sorted(words) for name, words in found.items()}


if __name__ == "__main__":
    parts = [
        "# English nouns for persons, office-holders and kin; by python -m tools.train.persons from WordNet 3.0 (see NOTICE)."
    ]
    for name, words in persons(Path(sys.argv[1])).items():
        parts.append(f'{name} = """{textwrap.fill(" ".join(words), 120)}"""')
    OUT.write_text("\n".join(parts) + "\n", encoding="utf-8")
