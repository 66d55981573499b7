"""The nouns: frozen, slotted, keyword-only. They know nothing but each other."""

from briefing.model.actor import Actor, ActorType, Mention, MentionType, Role
from briefing.model.article import Article, Block, BlockKind, KeptArticle, PageMark, PublishedFrom, Skipped, article_id
from briefing.model.decisions import About, Decision, DecisionKind, Decisions, KnownActor, Release
from briefing.model.delivery import Delivery, DeliveryState
from briefing.model.edition import (
    BottomLine,
    Change,
    ChangeKind,
    Claim,
    Correction,
    Counts,
    Difference,
    Edition,
    EditionActor,
    EditionSource,
    EditionStory,
    Note,
    Previous,
    Review,
    ReviewState,
    Section,
    Status,
    StoryDate,
    Window,
)
from briefing.model.facts import Flaw, Hedge, Kind, Quantity, Terms
from briefing.model.front import Front, FrontItem, FrontLine, FrontNumber, PassedOver
from briefing.model.making import Making
from briefing.model.news import Desk, Genre, GenreFound, Gravity, News, Placement, Signal, SignalKind, Weighed
from briefing.model.point import CalendarEntry, Citation, KeyPoint
from briefing.model.quotation import Part, parts, turned
from briefing.model.reading import Fault, Reading, Sentence, SentenceKind
from briefing.model.source import SourceReport, SourceState, Validators
from briefing.model.span import Span
from briefing.model.story import KnownStory, Story, is_whole, opening, repeats
from briefing.model.timex import SURE, Anchor, Timex, TimexType

__all__ = [
    "SURE", "About", "Actor", "ActorType", "Anchor", "Article", "Block", "BlockKind", "BottomLine", "CalendarEntry",
    "Change", "ChangeKind", "Citation", "Claim", "Correction", "Counts", "Decision", "DecisionKind", "Decisions",
    "Delivery", "DeliveryState", "Desk", "Difference", "Edition", "EditionActor", "EditionSource", "EditionStory",
    "Fault", "Flaw", "Front", "FrontItem", "FrontLine", "FrontNumber", "Genre", "GenreFound", "Gravity", "Hedge",
    "KeptArticle", "KeyPoint", "Kind", "KnownActor", "KnownStory", "Making", "Mention", "MentionType", "News",
    "Note", "PageMark", "Part", "PassedOver", "Placement", "Previous", "PublishedFrom", "Quantity", "Reading",
    "Release", "Review", "ReviewState", "Role", "Section", "Sentence", "SentenceKind", "Signal", "SignalKind",
    "Skipped", "SourceReport", "SourceState", "Span", "Status", "Story", "StoryDate", "Terms", "Timex", "TimexType",
    "Validators", "Weighed", "Window", "article_id", "is_whole", "opening", "parts", "repeats", "turned",
]  # fmt: skip
