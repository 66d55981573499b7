"""Timex: a time expression and the calendar days it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from briefing.model.span import Span

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Anchor = Literal["none", "published", "dateline", "quote", "previous"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A time expression, resolved (TIMEX3, TimeML 1.2.1).

    Attributes:
        span: code points of the article's text.
        type: TIMEX3 type.
        value: TIMEX3 value: "2019-01-29", "2018-09", "P3D", "PAST_REF", …
        first: first calendar day it spans; None where it cannot be placed.
        last: last calendar day it spans, inclusive.
        certain: whether the text decides it.
        anchor: which day it was counted from; "none" for absolute ones.
        rule: name of the grammar rule that found it, for `--explain`.
    """

    span: Span
    type: TimexType
    value: str
    first: date | None = None
    last: date | None = None
    certain: bool = True
    anchor: Anchor = "none"
    rule: str = ""
