"""Facts: what a reading understood of its sentences, typed, each where it stands in the text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from briefing.model.span import Span


class Flaw(StrEnum):
    """What speaks against quoting a sentence by itself."""

    LEANS = "leans"
    UNPAIRED = "half a quotation"
    NO_SPEAKER = "no speaker"
    FIRST_PERSON = "first person"
    SHORT = "short"
    UNFINISHED = "unfinished"
    CUT_OFF = "cut off"
    REFUTED = "refuted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an article's sentences tell, as sets of terms (stems that are no function words).

    Attributes:
        stems: each once, by number.
        worth: of each: how likely a summary of the article uses it, above the least, in ten-thousandths.
        rows: of each sentence the numbers of its terms, each once; () for one that is no running text.
    """

    stems: tuple[str, ...] = ()
    worth: tuple[int, ...] = ()
    rows: tuple[tuple[int, ...], ...] = ()


class Kind(StrEnum):
    """What a figure counts."""

    DEAD = "dead"
    INJURED = "injured"
    MISSING = "missing"
    ARRESTED = "arrested"
    DISPLACED = "displaced"
    TRAPPED = "trapped"
    HOSTAGES = "hostages"
    ABOARD = "on board"
    MARCHERS = "marchers"
    TROOPS = "troops"
    JOBS = "jobs"
    AGREEMENTS = "agreements"
    POWERLESS = "without power"
    TERM = "in prison"
    MAGNITUDE = "magnitude"
    MONEY = "money"
    SHARE = "percent"
    OTHER = "other"


class Hedge(StrEnum):
    """How firmly a figure is given."""

    FIRM = ""
    FLOOR = "floor"
    CEILING = "ceiling"
    ABOUT = "about"


#: How far off a figure may be that is "about" so many, and how far others may lie that a round figure stands for: 300
#: for 298, but 100 not for 50, nor a million for 1.4.
_ABOUT = _ROUNDING = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure as printed.

    Attributes:
        span: of the figure with its hedge, currency and scale.
        value: the figure, scaled.
        kind: what it counts.
        unit: currency, "percent", or the noun that is counted; "" where `kind` says it all.
        part: of what part of a whole, "" for all of it: "children", "of them".
        hedge: whether it is "at least", "up to" or "about" so many.
        step: value of its last printed digit that is not a rounding nought.
        way: which way it goes, where the word before it tells: "more" jobs, or "fewer".
        which: what in its sentence tells one of several from the others: "second", "year" for "in a year".
        moves: whether its sentence says that it rose, or is the latest.
        trail: the content words right after it, cut to stems.
    """

    span: Span
    value: float
    kind: Kind
    unit: str = ""
    part: str = ""
    hedge: Hedge = Hedge.FIRM
    step: float = 1.0
    way: str = ""
    which: tuple[str, ...] = ()
    moves: bool = False
    trail: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """What it counts, in a word or two."""
        return self.unit if self.kind in (Kind.MONEY, Kind.SHARE, Kind.OTHER) else f"{self.unit} {self.kind}".strip()

    def agrees(self, other: Quantity) -> bool:
        """Whether both may be true of one thing: the same figure, a rounding of it, a floor that the other meets."""
        low, high = self._bounds()
        least, most = other._bounds()
        return low <= most and least <= high

    def _bounds(self) -> tuple[float, float]:
        slack = min(0.5 * self.step, _ROUNDING * self.value) if self.step != 1 else 0.0
        if self.hedge is Hedge.ABOUT:
            slack = max(slack, _ABOUT * self.value)
        low = float("-inf") if self.hedge is Hedge.CEILING else self.value - slack
        high = float("inf") if self.hedge is Hedge.FLOOR else self.value + slack
        return low, high
