"""Quotation: a printed sentence laid beside its source's, letter for letter: what is the source's, what is ours."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

#: A bracket with the space before it: an insertion of ours, the mark of an omission, or the source's own.
_BRACKET = re.compile(r"\s?\[[^\[\]]*\]")
_OMITTED = "[…]"
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

#: Words that turn a sentence round or hang it on a condition, in the languages that are read. In the wrong language
#: such a word only forbids an omission that might have been allowed.
_TURNING = frozenset(
    "not no never nor neither none nobody nothing nowhere cannot without unless if whether until till except but only "
    "provided providing lest hardly scarcely barely "
    "ne pas jamais aucun aucune rien personne ni sans sauf si sinon mais "
    "nicht nichts nie niemals niemand kein keine keinen keiner keinem keines ohne wenn falls sofern außer aber ob "
    "no nunca jamás ningún ninguno ninguna nada nadie sin salvo excepto sino pero "
    "non nessun nessuno nessuna niente nulla senza se salvo tranne ma purché "
    "não nunca jamais nenhum nenhuma nada ninguém sem se salvo exceto mas caso "
    "не ни нет никогда никто ничего нельзя без если кроме но лишь только пока "
    "لا لم لن ليس ليست إلا إذا لو بدون دون غير لكن سوى".split()
)
_ENDS, _BEGINS = ("n't", "n’t"), ("n'", "n’", "s'il", "s’il")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a printed sentence.

    Attributes:
        text: as printed; a bracket with the space before it.
        whose: "source" for its very words, brackets of its own among them; "ours" for an insertion, "omission" for "[…]".
    """

    text: str
    whose: Literal["source", "ours", "omission"]


def parts(text: str, verbatim: str) -> tuple[Part, ...] | None:
    """``text`` in parts, if it is ``verbatim`` with bracketed insertions and "[…]" omissions only; else None.

    What stands outside brackets must follow letter for letter; an insertion covers nothing, "[…]" covers any stretch.
    A bracket that the source may have printed is the source's. Time grows with brackets times length at worst.
    """
    if text == verbatim:
        return (Part(text, "source"),) if text else ()
    brackets = list(_BRACKET.finditer(text))
    reached = _reached(text, verbatim, brackets)
    tail = text[brackets[-1].end() if brackets else 0 :]
    place = len(verbatim) - len(tail)
    if not verbatim.endswith(tail) or place not in reached[-1]:
        return None
    return tuple(_joined(_back(text, verbatim, brackets, reached, place)))


def _reached(text: str, verbatim: str, brackets: list[re.Match[str]]) -> list[set[int]]:
    """Before each bracket, and after the last: the places of ``verbatim`` that the text so far may have come to."""
    reached = [{0}]
    at = 0
    for bracket in brackets:
        before = _after_literal(text[at : bracket.start()], verbatim, reached[-1])
        printed = bracket.group()
        after = before | {p + len(printed) for p in before if verbatim.startswith(printed, p)}
        if printed.strip() == _OMITTED and before:
            after |= set(range(min(before), len(verbatim) + 1))
        reached.append(after)
        at = bracket.end()
    return reached


def _after_literal(literal: str, verbatim: str, places: set[int]) -> set[int]:
    return {p + len(literal) for p in places if verbatim.startswith(literal, p)}


def _back(text: str, verbatim: str, brackets: list[re.Match[str]], reached: list[set[int]], place: int) -> list[Part]:
    """The parts, found from the end: of several readings the one in which most brackets are the source's."""
    found = [Part(text[brackets[-1].end() if brackets else 0 :], "source")]
    for n in range(len(brackets) - 1, -1, -1):
        printed = brackets[n].group()
        literal = text[brackets[n - 1].end() if n else 0 : brackets[n].start()]
        before = _after_literal(literal, verbatim, reached[n])
        if place - len(printed) in before and verbatim.startswith(printed, place - len(printed)):
            place -= len(printed)
            found.append(Part(printed, "source"))
        elif printed.strip() == _OMITTED:
            place = max(p for p in before if p <= place)
            found.append(Part(printed, "omission"))
        else:
            found.append(Part(printed, "ours"))
        found.append(Part(literal, "source"))
        place -= len(literal)
    return found[::-1]


def _joined(found: list[Part]) -> list[Part]:
    """Neighbours of the source's as one, empty ones dropped."""
    made: list[Part] = []
    for part in found:
        if not part.text:
            continue
        if made and made[-1].whose == part.whose == "source":
            made[-1] = Part(made[-1].text + part.text, "source")
        else:
            made.append(part)
    return made


def turned(text: str, verbatim: str) -> str:
    """Why ``text`` says something else than ``verbatim``, in whose words it is; "" where brackets do no harm.

    No omission may drop a word that denies or sets a condition, and no insertion may bring one in; a name of
    ours in capitals ("Ne Win") brings none.
    """
    found = parts(text, verbatim)
    if found is None:
        return "not verbatim"
    said = "\n".join(part.text for part in found if part.whose == "source")
    dropped = _turning(verbatim) - _turning(said)
    if any(part.whose == "omission" for part in found) and (dropped or _turning(said) - _turning(verbatim)):
        return f"the omission drops {' '.join(dropped) or 'half a word'!r}"
    ours = " ".join(part.text for part in found if part.whose == "ours")
    brought = [word for word in _TOKEN.findall(ours) if word == word.lower() and _turns(word)]
    return f"the insertion brings in {' '.join(brought)!r}" if brought else ""


def _turning(passage: str) -> Counter[str]:
    """The words of ``passage`` that deny or set a condition, in small letters."""
    return Counter(word for word in (found.casefold() for found in _TOKEN.findall(passage)) if _turns(word))


def _turns(word: str) -> bool:
    return word in _TURNING or word.endswith(_ENDS) or word.startswith(_BEGINS)
