"""Point: a sentence that a source printed, who printed it, and the day that it is about."""

from dataclasses import dataclass
from datetime import date

from briefing.model.quotation import turned
from briefing.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A passage of a source: `source` is the source's id in the edition (the article's id)."""

    source: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPoint:
    """A sentence that a source printed, and who printed it.

    Attributes:
        verbatim: the exact source sentence.
        text: what is printed: `verbatim` with insertions in square brackets, omissions as "[…]".
        citations: the first is where `verbatim` stands; others say the same.

    Raises:
        ValueError: if `text` without its insertions is not `verbatim`, if an omission drops what denies or sets a
            condition or an insertion brings it in, or if nothing is cited.
    """

    verbatim: str
    text: str
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"a key point without a citation: {self.verbatim!r}")
        if reason := turned(self.text, self.verbatim):
            raise ValueError(f"{reason}: {self.text!r} is not {self.verbatim!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """A dated thing: ahead of the edition's day in the calendar, behind it in the timeline.

    Attributes:
        time: "HH:MM", where the text gives one, else "".
        certain: whether the text decides the day.
        words: the time expression as printed.
    """

    first: date
    last: date
    what: KeyPoint
    story: str
    time: str = ""
    certain: bool = True
    words: str = ""
