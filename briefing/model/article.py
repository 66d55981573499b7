"""Article: the one owner of text. Everything later is offsets into it."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal, Self

from briefing.errors import BriefingError
from briefing.model.span import Span

#: So much later on one day a report knows more than another; sooner both are of one state of knowledge. Judgement.
_LATER = timedelta(hours=3)

BlockKind = Literal["headline", "body", "quote", "caption", "boilerplate"]
PublishedFrom = Literal["metadata", "dateline", "url", "file", "unknown"]


class PageMark(StrEnum):
    """What a page, feed or document says of its own kind, in its address, section, metadata, label or headline."""

    ANALYSIS = "analysis"
    FACT_CHECK = "fact_check"
    FEATURE = "feature"
    GALLERY = "gallery"
    HOW_TO = "how_to"
    INTERVIEW = "interview"
    LIVE = "live"
    OBITUARY = "obituary"
    OPINION = "opinion"
    PRESS_RELEASE = "press_release"
    QUIZ = "quiz"
    REVIEW = "review"
    SPONSORED = "sponsored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of the article's text and what it is on the page.

    Attributes:
        span: in the article's text.
        kind: a paragraph ("body"), a headline, a post or other words that are quoted as a whole ("quote"), a caption,
            debris ("boilerplate").
        published: when these words were published, where that is not when the article was: an embedded post, an
            entry of a live page.
        by: who published them, as printed, where that is not the article's author.
    """

    span: Span
    kind: BlockKind
    published: date | datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it came in, cleaned once and never changed again.

    Attributes:
        id: from the content (see `article_id`), or as the input gave it.
        title: the headline, once; "" where none was found.
        text: the text that every offset counts in.
        blocks: in order, without overlap; whatever no block covers is white space.
        published: day, or moment with zone, of publication.
        published_from: what `published` was read from.
        published_certain: False where the text contradicts it, or only a weak witness gave it (last modified, a file).
        source: the outlet, as the reader knows it ("Harbour Wire").
        url: where it was found; "" for a local file.
        language: ISO 639-1 code.
        authors: bylines.
        origin: the input that it came from: a path, an address; for messages, never for identity.
        extract: why the text is known to be part of the article only ("paywall teaser"); else "".
        section: where the outlet filed it, as it says ("World", "business/markets"); "" where it does not.
        marks: what the page says of its own kind; empty says nothing, least of all that it is a report.
    """

    id: str
    title: str
    text: str
    blocks: tuple[Block, ...] = ()
    published: date | datetime | None = None
    published_from: PublishedFrom = "unknown"
    published_certain: bool = True
    source: str = ""
    url: str = ""
    language: str = "en"
    authors: tuple[str, ...] = ()
    origin: str = ""
    extract: str = ""
    section: str = ""
    marks: frozenset[PageMark] = frozenset()

    @property
    def teaser(self) -> bool:
        """Whether the text is known to be part of the article only: no independent witness of a story."""
        return bool(self.extract)

    @property
    def day(self) -> date | None:
        """The calendar day of publication, in the article's own time zone."""
        return self.published.date() if isinstance(self.published, datetime) else self.published

    def precedes(self, other: Self) -> bool:
        """Whether ``other`` is of a later state of knowledge: hours later, or of a later day where no hour is known."""
        one, then = self.published, other.published
        if isinstance(one, datetime) and isinstance(then, datetime) and (one.tzinfo is None) == (then.tzinfo is None):
            return then - one >= _LATER
        return self.day is not None and other.day is not None and self.day < other.day

    @property
    def sha256(self) -> str:
        """Hex digest of the text: what a citation is proved against."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptArticle:
    """An article with what the archive knows of it: the line of ``briefing archive export``.

    Attributes:
        arrived: ISO 8601 in UTC; "" where it is not known.
        kept_day: the day that it counts for where it is undated.
        licence: the source's note on it.
        keep_until: the last day that it may stay.
    """

    article: Article
    arrived: str = ""
    kept_day: date | None = None
    licence: str = ""
    keep_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An input that could not be used, and why. Nothing disappears silently."""

    input: str
    reason: str
    remedy: str = ""

    @classmethod
    def of(cls, error: BriefingError, named: str = "") -> Self:
        """The input that ``error`` ended, as it says, or as it is ``named``."""
        return cls(input=named or error.subject, reason=error.reason, remedy=error.remedy)


def article_id(*, text: str, title: str = "", source: str = "", published: str = "") -> str:
    """16 hex digits that depend on the content only: the same article, the same id."""
    content = f"{title}\x1f{source}\x1f{published}\x1f{text}"
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]
