"""The nouns: frozen, slotted, keyword-only. They know nothing but each other."""

from briefing.model.actor import Actor, ActorType, Mention, MentionType, Role
from briefing.model.article import Article, Block, BlockKind, KeptArticle, PageMark, PublishedFrom, article_id
from briefing.model.delivery import Delivery, DeliveryState
from briefing.model.edition import (
    BottomLine,
    CalendarEntry,
    Change,
    ChangeKind,
    Citation,
    Claim,
    Counts,
    Difference,
    Edition,
    EditionActor,
    EditionSource,
    EditionStory,
    KeyPoint,
    Previous,
    Section,
    Skipped,
    Status,
    StoryDate,
    Tie,
    Window,
)
from briefing.model.facts import Flaw, Hedge, Kind, Quantity, Terms
from briefing.model.making import Making
from briefing.model.quotation import Part, is_verbatim, parts, turned
from briefing.model.reading import Fault, Reading, Sentence, SentenceKind
from briefing.model.source import SourceReport, SourceState, Validators
from briefing.model.span import Span
from briefing.model.story import KnownStory, Story
from briefing.model.timex import SURE, Anchor, Timex, TimexType

__all__ = [
    "SURE", "Actor", "ActorType", "Anchor", "Article", "Block", "BlockKind", "BottomLine", "CalendarEntry", "Change",
    "ChangeKind", "Citation", "Claim", "Counts", "Delivery", "DeliveryState", "Difference", "Edition", "EditionActor",
    "EditionSource", "EditionStory", "Fault", "Flaw", "Hedge", "KeptArticle", "KeyPoint", "Kind", "KnownStory", "Making", "Mention", "MentionType", "PageMark", "Part", "Previous", "PublishedFrom", "Quantity", "Reading", "Role",
    "Section", "Sentence", "SentenceKind", "Skipped", "SourceReport", "SourceState", "Span", "Status", "Story", "StoryDate", "Terms", "Tie", "Timex",
    "TimexType", "Validators", "Window", "article_id", "is_verbatim", "parts", "turned",
]  # fmt: skip
