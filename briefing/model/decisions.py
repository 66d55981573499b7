"""Decisions: what the desk made of a draft, as data beside the edition."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from briefing.model.actor import ActorType
from briefing.model.news import Desk, Genre
from briefing.model.point import Citation

DecisionKind = Literal[
    "drop", "pin", "order", "section", "title", "point", "split", "merge", "actor", "role", "day", "note"
]

#: `Decisions.date` shadows the type inside its class.
Day = date


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownActor:
    """The desk's word on who is who, as an `[[actor]]` table has it.

    Attributes:
        name: the fullest spelling.
        aliases: other spellings of the same.
        affiliation: the state or body it belongs to; "" for none.
        never_merge_with: spellings that are somebody else.
    """

    name: str
    aliases: tuple[str, ...] = ()
    type: ActorType = "PER"
    affiliation: str = ""
    never_merge_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the story was when it was decided on: the desk's report counts by it.

    Attributes:
        outlets: distinct publishers, by name.
        signals: of gravity, by name: "dead", "sport".
        gravity: what it weighed.
        front: whether it stood on page one.
    """

    title: str = ""
    outlets: tuple[str, ...] = ()
    desk: Desk = Desk.SOCIETY
    genre: Genre = Genre.REPORT
    signals: tuple[str, ...] = ()
    gravity: float = 0.0
    front: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One thing that an editor decided; which of the keys count depends on the kind.

    Attributes:
        kind: "drop" leaves a story out; "pin" puts it on page one, or off it; "order" moves it before another;
            "section" files it elsewhere; "title" and "point" choose another printed headline or sentence; "split" takes
            articles out into a story of their own; "merge" takes other stories in; "actor" says who is who; "role" and
            "day" set right what was read; "note" adds words of the desk.
        story: id of the story; "" for "actor" and for a note on the whole brief.
        place: of "pin" on page one, of "point" in its story, both from 1; a pin at 0 is off page one.
        to: of "order" the story that it comes before, "" for the end; of "section" a desk, a state (ISO 3166), the id
            of an actor, or the title of a section of the user's own; of "role" the id of the actor.
        citation: the passage chosen or set right, of "title" its source; None for a point that is left out.
        articles: of "split", the ids of those that are taken out.
        stories: of "merge", the ids of those that are taken in.
        actor: of "actor", who is who.
        text: of "role" and "note", the words.
        first, last: of "day", the days that the passage names.
        by: who decided.
        at: when.
        about: what the story was.
    """

    kind: DecisionKind
    story: str = ""
    place: int = 0
    to: str = ""
    citation: Citation | None = None
    articles: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    actor: KnownActor | None = None
    text: str = ""
    first: date | None = None
    last: date | None = None
    by: str = ""
    at: datetime | None = None
    about: About = About()


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """The word that lets an edition out.

    Attributes:
        by: who gave it; "" where time did.
        at: when.
        reviewed: whether somebody had read it.
    """

    by: str
    at: datetime
    reviewed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All that was decided on one edition, in the order in which it was: same archive, same decisions, same edition.

    Attributes:
        date: of the edition.
        released: None for a draft.
    """

    date: Day
    decisions: tuple[Decision, ...] = ()
    released: Release | None = None
