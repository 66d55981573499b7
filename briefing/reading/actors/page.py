"""Page: an article's sentences, words and names side by side, for those who ask what stands next to a name."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.lexicon.places import GENITIVE
from briefing.model import Article, Mention, Sentence
from briefing.reading.text.tokens import Token, tokenise


@dataclass(frozen=True, slots=True)
class Named:
    """A mention and where it stands.

    Attributes:
        index: among the article's mentions.
        text: as printed, white space made single.
        sent: index of its sentence.
        first: index of its first word in the sentence.
        stop: index after its last word.
    """

    index: int
    mention: Mention
    text: str
    sent: int
    first: int
    stop: int


@dataclass(frozen=True, slots=True)
class Page:
    """One article, laid out."""

    article: Article
    sentences: Sequence[Sentence]
    words: Sequence[tuple[Token, ...]]
    names: Sequence[Named]
    by_sentence: Sequence[Sequence[Named]]

    def named_at(self, sent: int, word: int) -> Named | None:
        """The name that covers a word."""
        return next((named for named in self.by_sentence[sent] if named.first <= word < named.stop), None)

    def text(self, sent: int, first: int, stop: int) -> str:
        """The words ``first`` to ``stop`` of a sentence as printed, white space made single."""
        offset = self.sentences[sent].span.start
        words = self.words[sent]
        return " ".join(self.article.text[offset + words[first].start : offset + words[stop - 1].end].split())

    def is_close(self, sent: int, left: Token, right: Token) -> bool:
        """Whether two words of a sentence stand side by side, with at most a hyphen between."""
        offset = self.sentences[sent].span.start
        return self.article.text[offset + left.end : offset + right.start] in (" ", "-", "\u00a0", "\n")


def _last_words(article: Article, mentions: Sequence[Mention]) -> frozenset[str]:
    """Words that names end with, where whose something is is said by an s alone: "Merkels" is Merkel if Merkel stands there too."""
    if article.language not in GENITIVE:
        return frozenset()
    return frozenset(words[-1] for mention in mentions if (words := mention.span.of(article.text).split()))


def lay_out(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> Page:
    """The page of an article; mentions outside every sentence are left out."""
    words = [tokenise(sent.span.of(article.text)) for sent in sentences]
    starts = [sent.span.start for sent in sentences]
    names: list[Named] = []
    by_sentence: list[list[Named]] = [[] for _ in sentences]
    lasts = _last_words(article, mentions)
    for index, mention in enumerate(mentions):
        at = bisect_right(starts, mention.span.start) - 1
        if at < 0 or mention.span not in sentences[at].span:
            continue
        begin, end = mention.span.start - starts[at], mention.span.end - starts[at]
        tokens = words[at]
        first = bisect_right(tokens, begin, key=lambda token: token.end)
        stop = bisect_right(tokens, end - 1, key=lambda token: token.start)
        text = " ".join(mention.span.of(article.text).split())
        if text.endswith("s") and text.split()[-1][:-1] in lasts:
            text = text[:-1]
        named = Named(index, mention, text, at, min(first, max(stop - 1, 0)), stop)
        names.append(named)
        by_sentence[at].append(named)
    return Page(article, sentences, words, names, by_sentence)
