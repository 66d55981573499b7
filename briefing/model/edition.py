"""Edition: everything a template may see."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from briefing.model.actor import ActorType, Role
from briefing.model.article import PublishedFrom, Skipped
from briefing.model.front import Front
from briefing.model.news import Desk, Gravity
from briefing.model.point import CalendarEntry, Citation, KeyPoint
from briefing.model.span import Span

Status = Literal["new", "developing", "unchanged"]
ChangeKind = Literal["new", "developing", "revised", "disputed", "quiet"]
ReviewState = Literal["automatic", "draft", "reviewed", "not reviewed"]

#: `Edition.date` shadows the type inside its class.
Day = date


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDate:
    """A day or span that a story's key points name."""

    first: date
    last: date
    text: str
    key_point: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One of several values that sources give for the same thing."""

    value: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where sources differ: what about, and what each says. `updated` marks a toll that moved on."""

    about: str
    claims: tuple[Claim, ...]
    updated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionStory:
    """A story as printed.

    Attributes:
        day: which day of the story's coverage this is; 1 for a new one.
        fresh: indexes of the key points that were not in the last brief.
        independent: outlets that print words of their own: copies and an agency's texts count once.
        outlets: distinct publishers, by name.
        desk: where it belongs.
        gravity: what it weighs, and why.
        lead: id of the actor whom it is filed under.
        volume: articles a day over the last 14 days, oldest first; () where nothing is known.
    """

    id: str
    title: str
    title_citation: Citation | None
    status: Status
    day: int
    key_points: tuple[KeyPoint, ...]
    fresh: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()
    independent: int = 1
    outlets: tuple[str, ...] = ()
    desk: Desk = Desk.SOCIETY
    gravity: Gravity = field(default_factory=Gravity)
    lead: str | None = None
    actors: tuple[str, ...] = ()
    dates: tuple[StoryDate, ...] = ()
    differences: tuple[Difference, ...] = ()
    volume: tuple[int, ...] = ()

    def citations(self) -> Iterator[Citation]:
        """All that is cited for it: where its headline, its key points and what differs stand."""
        yield from (self.title_citation,) if self.title_citation else ()
        for point in self.key_points:
            yield from point.citations
        for claim in (claim for difference in self.differences for claim in difference.claims):
            yield from claim.citations


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Stories filed together: under one lead actor, or otherwise.

    Attributes:
        actor: whose section it is; None for all other kinds.
        title: in the edition's language; "" where the desks of its stories name it.
        desk: of its first story.
        kind: what its stories have in common; those of a "shared" one are each alone of their kind.
        also: whether it gathers what sections before it left.
    """

    actor: str | None
    title: str
    stories: tuple[EditionStory, ...]
    desk: Desk = Desk.SOCIETY
    kind: Literal["actor", "shared", "state", "region", "topic", "own"] = "actor"
    also: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BottomLine:
    """One of the three to five points that a reader with one minute gets."""

    story: str
    point: KeyPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of "since the last brief"."""

    kind: ChangeKind
    story: str
    title: str
    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionActor:
    """An actor as printed in the table."""

    id: str
    name: str
    type: ActorType
    aliases: tuple[str, ...] = ()
    also_known_as: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    affiliation: str | None = None
    salience: float = 0.0
    stories: tuple[str, ...] = ()
    mentions: int = 0
    first_seen: date | None = None
    volume: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionSource:
    """A source as printed: numbered in the order of first citation.

    Attributes:
        number: 1, 2, 3 … as printed.
        copy_of: id of the original, where this is a copy.
        text: the archived text, which the citations' offsets count in.
        cited: passages cited, in reading order.
    """

    id: str
    number: int
    title: str
    source: str
    url: str
    published: date | datetime | None
    published_from: PublishedFrom
    language: str
    sha256: str
    text: str = ""
    copy_of: str | None = None
    cited: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What came in and what became of it."""

    inputs: int
    articles: int
    copies: int
    stories: int
    skipped: int
    outlets: int = 0
    languages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The stretch of news that an edition covers."""

    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """The brief that `changes` compares with."""

    number: int
    date: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Words of the desk: never a quotation.

    Attributes:
        story: that it belongs to; "" for the whole brief.
        by: who signs.
    """

    text: str
    by: str
    story: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a released edition printed and should not have: that edition stays as it is.

    Attributes:
        date: of the edition that printed it.
        story: where it stood; "" for none in particular.
        title: the story's headline.
        printed: the words as they were printed.
        right: what is right.
        why: how the fault came about, or how it was found.
        by: who corrects.
        at: when it was made.
    """

    date: Day
    printed: str
    right: str
    why: str
    by: str
    at: datetime
    story: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Whether somebody has read the edition before it was let out.

    Attributes:
        state: "automatic" where nobody was to; "not reviewed" where somebody was and time ran out.
        by: who let it out.
        at: when.
    """

    state: ReviewState = "automatic"
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One day's brief, whole: rendering adds nothing to it.

    Attributes:
        brief: which of several briefs it is of; "" where there is one only.
        number: 1 for the first; one more than the latest earlier one in the archive.
        previous: the brief that `changes` compares with; None for the first.
        cut: stories that the page budget left out of print, by title; they stay in HTML and JSON.
        notes: words of the desk.
        corrections: of earlier editions, not printed before.
        review: whether somebody has read it.
    """

    date: date
    number: int
    title: str
    generated_by: str
    language: str
    timezone: str
    window: Window
    brief: str = ""
    classification: str = ""
    previous: Previous | None = None
    front: Front = field(default_factory=Front)
    bottom_line: tuple[BottomLine, ...] = ()
    changes: tuple[Change, ...] = ()
    sections: tuple[Section, ...] = ()
    actors: tuple[EditionActor, ...] = ()
    calendar: tuple[CalendarEntry, ...] = ()
    timeline: tuple[CalendarEntry, ...] = ()
    sources: tuple[EditionSource, ...] = ()
    left_out: tuple[Skipped, ...] = ()
    cut: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    corrections: tuple[Correction, ...] = ()
    review: Review = Review()
    counts: Counts
