"""Reading: all that one article says, as offsets into its text."""

from dataclasses import dataclass, field
from typing import Literal

from briefing.model.actor import Actor, Mention
from briefing.model.article import Article
from briefing.model.facts import Flaw, Quantity, Terms
from briefing.model.news import News
from briefing.model.span import Span
from briefing.model.timex import Timex

SentenceKind = Literal["headline", "body", "quote", "caption", "boilerplate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, trimmed of white space. Sentences cover the text in order, without overlap.

    Attributes:
        alone: how likely it is understood by itself, 0..1.
        flaws: what speaks against quoting it by itself.
    """

    span: Span
    kind: SentenceKind
    alone: float = 1.0
    flaws: tuple[Flaw, ...] = ()

    @property
    def quotable(self) -> bool:
        """Whether it may become a key point: running text, neither furniture nor what another sentence refutes."""
        return self.kind in ("body", "quote") and Flaw.REFUTED not in self.flaws


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A part of a reading that was left out because the program failed on it.

    Attributes:
        step: of reading: "dates", "actors".
        part: of the step, such as a rule's name; "" for the whole of it.
        error: what happened.
    """

    step: str
    part: str
    error: str


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Reading:
    """A pure function of (article, version): the unit that is cached.

    Attributes:
        sentences: in reading order.
        mentions: names, in reading order, without overlap.
        references: pronouns and role phrases ("he", "the envoy") whose actor is certain.
        actors: most salient first.
        timexes: in reading order.
        facts: what its quotable sentences say in figures, in reading order.
        terms: what its sentences tell, and what each word of it is worth.
        salience: one score in 0..1 per sentence; 0 for those that are not quotable.
        summary: indexes into `sentences`, most important first as printed order demands: reading order.
        vectors: sentence vectors, row-major int8, `width` a sentence; b"" where no model served.
        width: length of one vector.
        title_vector: that of a title which is none of the sentences.
        encoder: the model that the vectors are of: those of two models have nothing to say to each other.
        news: what kind of news it is, and how grave.
        version: of the reader that made it; part of the cache key.
        faults: what was left out of it because the program failed there.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()
    references: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    timexes: tuple[Timex, ...] = ()
    facts: tuple[Quantity, ...] = ()
    terms: Terms = field(default_factory=Terms)
    salience: tuple[float, ...] = ()
    summary: tuple[int, ...] = ()
    vectors: bytes = b""
    width: int = 0
    title_vector: bytes = b""
    encoder: str = ""
    news: News = field(default_factory=News)
    version: str = ""
    faults: tuple[Fault, ...] = ()

    def text_of(self, index: int) -> str:
        """The text of sentence ``index``."""
        return self.sentences[index].span.of(self.article.text)
