"""TIMEX3: what else the guidelines (TimeML 1.2.1) let an expression say beside its value: `mod`, `quant` and `freq`.

The brief itself asks for none of them; they are for those who read the JSON.
"""

import re
from functools import cache
from typing import NamedTuple

from briefing.lexicon.tables import read_table
from briefing.reading.dates.forms.context import Resolved
from briefing.reading.dates.forms.nouns import Form, Narrowed, Recurring

#: Of a day counted back from another, "more than" is before it: "more than a week ago".
_OF_DATES = {
    "MORE_THAN": "BEFORE",
    "LESS_THAN": "AFTER",
    "EQUAL_OR_MORE": "ON_OR_BEFORE",
    "EQUAL_OR_LESS": "ON_OR_AFTER",
}
_LIMITS = frozenset({"START", "MID", "END"})


class Attributes(NamedTuple):
    """The optional attributes of a TIMEX3; "" where there is none."""

    mod: str = ""
    quant: str = ""
    freq: str = ""


def attributes(words: str, form: Form, resolved: Resolved) -> Attributes:
    """What ``words``, the expression as printed, say beside the value.

    Args:
        words: of any language that the tables know.
        form: what they say.
        resolved: what that comes to.
    """
    if resolved.type == "SET":
        freq = form.freq if isinstance(form, Recurring) else ""
        return Attributes(quant=_said("quant", words), freq=freq or _said("freq", words))
    where = _narrowed(form)
    if where:
        return Attributes(mod=where)
    mod = _said("mod", words)
    return Attributes(mod=_OF_DATES.get(mod, mod) if resolved.type != "DURATION" else mod)


def _narrowed(form: Form | None) -> str:
    while form is not None:
        if isinstance(form, Narrowed) and form.where in _LIMITS:
            return form.where
        form = getattr(form, "form", None)
    return ""


def _said(name: str, words: str) -> str:
    """What the first words say; "" for nothing."""
    pattern, meaning = _table(name)
    found = pattern.match(words)
    return meaning[" ".join(found[1].lower().split())] if found else ""


@cache
def _table(name: str) -> tuple[re.Pattern[str], dict[str, str]]:
    meaning = {word: value for value, words in read_table("timex_attributes.toml")[name].items() for word in words}
    longest = sorted(meaning, key=len, reverse=True)
    choice = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in longest)
    return re.compile(rf"(?:(?:the|vor|hace|il y a|há)\s)?({choice})(?!\w)", re.IGNORECASE), meaning
