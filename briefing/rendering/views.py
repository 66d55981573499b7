"""Views: the edition as a template prints it, every word, day and number ready.

Every string here is untrusted text to be escaped by the template engine, except `Markup`, which
holds our own drawings.
"""

from dataclasses import dataclass

from markupsafe import Markup

from briefing.model import Note
from briefing.rendering.quoted import Cite, Point, Run, SourceView


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One of page one: under `kicker`, desk and state; `title` its headline, "" where that would say what the line says.

    Attributes:
        outlets: who tells it: "Harbour Wire, Northern Ledger + 3".
        why: where a source says plainly why it matters.
    """

    anchor: str
    kicker: str
    title: str
    story: str
    point: Point
    support: str
    single: bool
    note: str
    outlets: str = ""
    why: Point | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortLine:
    """A headline on page one."""

    title: str
    story: str
    outlets: str
    cite: Cite | None
    verdict: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """Headlines of one desk, or checks of facts with their verdicts."""

    label: str
    lines: tuple[ShortLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The number of the day: the figure, what it counts, the sentence that gives it."""

    figure: str
    of: str
    story: str
    point: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """A line of "since the last brief"; `titled` if the headline is to be printed, `runs` may then be empty."""

    kind: str
    label: str
    title: str
    titled: bool
    story: str
    runs: tuple[Run, ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An actor and its role; its other spellings where no table has them."""

    id: str
    name: str
    role: str = ""
    anchor: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """What some sources say, where others say otherwise."""

    value: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceView:
    """Where sources differ, or a figure that moved on."""

    about: str
    claims: tuple[ClaimView, ...]
    updated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """A story.

    Attributes:
        genre: what kind of text tells it, where it is no report: "Live page".
        place: its number on page one; 0 where it does not stand there.
        why_here: the terms of its weight.
        filters: the anchors of all its actors.
        volume: its sparkline.
    """

    anchor: str
    id: str
    title: str
    title_cite: Cite | None
    status: str
    status_label: str
    support: str
    genre: str
    place: int
    why_here: tuple[str, ...]
    points: tuple[Point, ...]
    actors: tuple[Named, ...]
    more_actors: int
    filters: str
    dates: tuple[str, ...]
    differences: tuple[DifferenceView, ...]
    volume: Markup | None
    volume_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """The stories of one actor, and what it is."""

    anchor: str
    title: str
    role: str
    stories: tuple[StoryView, ...]
    volume: Markup | None
    volume_words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorView:
    """A row of the table of actors."""

    anchor: str
    id: str
    name: str
    type: str
    roles: tuple[str, ...]
    affiliation: str
    also: tuple[str, ...]
    more: int
    stories: int
    story: str
    mentions: str
    first_seen: str
    volume: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A dated thing."""

    when: str
    time: str
    certain: bool
    point: Point
    story: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """Dated things of one day or span; `iso` is its first day."""

    label: str
    iso: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days of the calendar: today, tomorrow, this week …."""

    label: str
    days: tuple[DayView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Inputs that could not be used, for one reason; paper is read and not mended, so that its remedies are ""."""

    reason: str
    remedy: str
    inputs: tuple[str, ...]
    more: int

    @property
    def told(self) -> str:
        """The reason, and what to do."""
        return f"{self.reason}: {self.remedy}" if self.remedy else self.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """What the edition of `when` printed, what is right, and why."""

    when: str
    title: str
    printed: str
    right: str
    why: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number and what it counts."""

    number: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """Everything on the page, in the order of the page.

    Attributes:
        direction: "ltr" or "rtl".
        short: a brief of one or two stories: no contents, no figures.
        lead: the first key point's words, for a subject or a preheader.
        previous: the brief that `changes` compares with ("No. 216, Tue 29 Jan"); "" for a first one.
        figure: the number of the day.
        also: headlines of less weight, by desk; `comment` and `checked` likewise.
        nothing_else: said where page one could hold more and nothing else weighs enough; else "".
        later: what comes after `ahead`, where paper has room for it in the margin.
        cut: headlines that paper leaves to the screen; `unprinted` counts what else it does.
        notes: words of the desk, each with the anchor of the story that it belongs to.
        review: "Draft, not released", "Not reviewed", "Reviewed by Ann"; "" where nobody was to read it.
    """

    title: str
    language: str
    direction: str
    classification: str
    distribution: str
    generated_by: str
    number: str
    iso: str
    full_date: str
    date: str
    window: str
    minutes: str
    counts: tuple[Count, ...]
    short: bool
    lead: str
    description: str
    previous: str
    changed_since: str
    bottom_line: tuple[Line, ...]
    figure: Figure | None
    also: tuple[Short, ...]
    comment: tuple[ShortLine, ...]
    checked: tuple[ShortLine, ...]
    nothing_else: str
    changes: tuple[ChangeView, ...]
    filed: str
    sections: tuple[SectionView, ...]
    actors: tuple[ActorView, ...]
    filters: tuple[Named, ...]
    ahead: tuple[EntryView, ...]
    later: tuple[EntryView, ...]
    calendar: tuple[Stretch, ...]
    timeline: tuple[DayView, ...]
    sources: tuple[SourceView, ...]
    left_out: tuple[LeftOut, ...]
    skipped: str
    cut: tuple[str, ...]
    unprinted: tuple[str, ...]
    review: str
    notes: tuple[Note, ...]
    corrections: tuple[CorrectionView, ...]
