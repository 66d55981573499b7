"""Front: page one, and why the other stories do not stand there."""

from dataclasses import dataclass

from briefing.model.news import Desk
from briefing.model.point import CalendarEntry, Citation, KeyPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """A story that does not stand on page one, and why."""

    story: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontItem:
    """One story of "need to know".

    Attributes:
        desk: where it belongs.
        state: ISO 3166 code of the state whose actor acts in it; "" where none does.
        title: as a source prints it.
        point: one sentence that adds to the headline.
        outlets: who tells it, an agency's text once.
        why_it_matters: where a source says it plainly.
        gravity: what it weighs.
    """

    story: str
    desk: Desk
    state: str
    title: str
    title_citation: Citation | None
    point: KeyPoint
    outlets: tuple[str, ...]
    why_it_matters: KeyPoint | None = None
    gravity: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontNumber:
    """The number of the day: as printed, what it counts, and the sentence that gives it."""

    figure: str
    of: str
    story: str
    point: KeyPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontLine:
    """A story in one line: its headline; of a check of facts its verdict."""

    story: str
    desk: Desk
    state: str
    title: str
    outlets: tuple[str, ...]
    citation: Citation | None = None
    verdict: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """Page one: what one needs to know, and why the rest does not stand there.

    Attributes:
        items: weightiest first.
        number: None where no figure stands out.
        next_72_hours: dated things from the edition's day on.
        also: stories of less weight, by desk.
        comment: headlines only.
        checked: checks of facts with their verdicts.
        passed_over: every other story, with the reason.
        quiet: whether nothing reaches the floor.
    """

    items: tuple[FrontItem, ...] = ()
    number: FrontNumber | None = None
    next_72_hours: tuple[CalendarEntry, ...] = ()
    also: tuple[FrontLine, ...] = ()
    comment: tuple[FrontLine, ...] = ()
    checked: tuple[FrontLine, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    quiet: bool = False
