"""News: what kind of news an article is, and how much it weighs. Facts of a reading; a story's come from its reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from briefing.model.span import Span


class Genre(StrEnum):
    """What kind of text an article is; named after the genres of IPTC NewsCodes where they have one."""

    REPORT = "report"
    ANALYSIS = "analysis"
    LIVE = "live"
    MARKET = "market"
    OBITUARY = "obituary"
    FACT_CHECK = "fact_check"
    FEATURE = "feature"
    INTERVIEW = "interview"
    OPINION = "opinion"
    REVIEW = "review"
    HOW_TO = "how_to"
    SPORT = "sport"
    PROMOTION = "promotion"
    PRESS_RELEASE = "press_release"
    WEATHER = "weather"


class Desk(StrEnum):
    """The desk of a newsroom that an article belongs on, after the top of IPTC Media Topics; the order of a brief."""

    DIPLOMACY = "diplomacy"
    CONFLICT = "conflict"
    POLITICS = "politics"
    ECONOMY = "economy"
    JUSTICE = "justice"
    DISASTER = "disaster"
    HEALTH = "health"
    ENVIRONMENT = "environment"
    SCIENCE = "science"
    SOCIETY = "society"
    CULTURE = "culture"
    SPORT = "sport"
    LIFESTYLE = "lifestyle"
    OTHER = "other"  # of what no desk is sure of


class Placement(StrEnum):
    """Where the stories of a genre may stand: on page one, in its short lines, under comment, or nowhere but in full."""

    FRONT = "front"
    ALSO = "also"
    COMMENT = "comment"
    CHECKED = "checked"
    DROP = "drop"


class SignalKind(StrEnum):
    """What in a headline or lede tells how grave news is."""

    DEAD = "dead"
    HURT = "hurt"
    MONEY = "money"
    MILLIONS = "millions"
    GRAVE = "grave"
    FORCE = "force"
    POWER = "power"
    ACT = "act"
    STATES = "states"
    QUESTION = "question"
    FIRST_PERSON = "first_person"
    SECOND_PERSON = "second_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One signal, where it was found and how strong it is.

    Attributes:
        word: as printed: "sanctions", "23 people".
        amount: what the weight of its kind is multiplied by: the number of words, or the logarithm of a figure.
        sentence: index of the sentence it stands in; -1 for a headline that is not part of the text.
    """

    kind: SignalKind
    word: str
    amount: float
    sentence: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class GenreFound:
    """What kind of text it is.

    Attributes:
        label: the likeliest genre.
        probability: of that genre.
        cue: what told it: "headline: review", "page: opinion"; "" for a report.
    """

    label: Genre = Genre.REPORT
    probability: float = 1.0
    cue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What kind of news an article is.

    Attributes:
        genre: what kind of text, and how sure.
        desk: every desk with its probability, likeliest first; empty where nothing tells.
        signals: of gravity, in the order of their kinds.
        wording: what the words of headline and lede add to the weight beyond their signals.
        style: 0 to 1: how far its body reads like no report.
        state: ISO 3166 code of the state whose actor acts in the lead; "" where none does.
        subject: where the actor of the lead is named in the text.
        agency: the agency whose text this is, where another prints it.
        matters: indexes of sentences that say plainly why the news matters.
        verdict: of a check of facts, as printed; "" where it gives none, or is none.
    """

    genre: GenreFound = field(default_factory=GenreFound)
    desk: Mapping[Desk, float] = field(default_factory=dict)
    signals: tuple[Signal, ...] = ()
    wording: float = 0.0
    style: float = 0.0
    state: str = ""
    subject: Span | None = None
    agency: str = ""
    matters: tuple[int, ...] = ()
    verdict: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A signal and what it adds."""

    signal: Signal
    adds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Gravity:
    """How much a story weighs, and why: the terms of the sum, rounded to three digits.

    Attributes:
        total: the sum.
        desk: the likeliest of the story.
        filed: under which it is printed: that, or none where it is likelier to be wrong than right.
        desk_weight: priors of the desks by their probability.
        signals: of the report that weighs most, and what each adds.
        signal_weight: their sum, bounded.
        wording: what the words of headline and lede of that report add.
        genre: of that report; where the story has no report, of its least unlikely text.
        genre_weight: what the genre takes away, or of a report its style.
        place: where stories of that genre may stand.
        outlets: distinct publishers, an agency's text once.
        outlet_weight: what they add.
        novelty: for a story that no earlier brief had.
        stale: what is taken from a report that is old, or looks ahead to a day that has been.
        watched: for an actor or a topic that the user watches.
        ruled: what the user's own rules add.
        article: id of that report.
        state: whose actor acts in it.
    """

    total: float = 0.0
    desk: Desk = Desk.SOCIETY
    filed: Desk = Desk.OTHER
    desk_weight: float = 0.0
    signals: tuple[Weighed, ...] = ()
    signal_weight: float = 0.0
    wording: float = 0.0
    genre: Genre = Genre.REPORT
    genre_weight: float = 0.0
    place: Placement = Placement.FRONT
    outlets: tuple[str, ...] = ()
    outlet_weight: float = 0.0
    novelty: float = 0.0
    stale: float = 0.0
    watched: float = 0.0
    ruled: float = 0.0
    article: str = ""
    state: str = ""
