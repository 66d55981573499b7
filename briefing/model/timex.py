"""Timex: a time expression and the calendar days it means."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from briefing.model.span import Span

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Anchor = Literal["none", "published", "dateline", "quote", "previous"]


#: A timex at least this probable is certain.
SURE = 0.97


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A time expression, resolved (TIMEX3, TimeML 1.2.1).

    Attributes:
        span: code points of the article's text.
        type: TIMEX3 type.
        value: TIMEX3 value: "2019-01-29", "2018-09", "P3D", "PAST_REF", …
        first: first calendar day it spans; None where it cannot be placed.
        last: last calendar day it spans, inclusive.
        mod: TIMEX3 modifier: "START", "APPROX", "MORE_THAN", …; "" for none.
        quant: TIMEX3 quantifier of a set: "EVERY", "EACH"; "" for none.
        freq: TIMEX3 frequency of a set: "2X", "24H"; "" for none.
        certain: whether `probability` is at least `SURE`: printed without a word of doubt, confirmed in a calendar.
        probability: 0..1, that its days are right, calibrated; 0 where it cannot be placed.
        ahead: 0..1, that what it dates was still to come when the article was published.
        anchor: which day it was counted from; "none" for absolute ones.
        rule: name of the grammar rule that found it, for `--explain`.
    """

    span: Span
    type: TimexType
    value: str
    first: date | None = None
    last: date | None = None
    mod: str = ""
    quant: str = ""
    freq: str = ""
    certain: bool = True
    probability: float = 1.0
    ahead: float = 0.0
    anchor: Anchor = "none"
    rule: str = ""
