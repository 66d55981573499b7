"""Mentions: the names in an article, at their exact places, before anyone knows who bears them."""

from collections.abc import Sequence
from typing import Protocol

from briefing.model import Article, Mention, Sentence, Span
from briefing.reading.model.cascade import FURNITURE
from briefing.reading.model.tagging import Entity
from briefing.reading.names.agree import outvote, settle, without_openers
from briefing.reading.names.complete import complete
from briefing.reading.names.letters import as_spelt_out
from briefing.reading.names.refine import refine
from briefing.reading.names.rules import Found, find_in
from briefing.reading.text.tokens import Token, tokenise


class Encoded(Protocol):
    """What the model says about one sentence."""

    @property
    def entities(self) -> Sequence[Entity]:
        """The names that it tags, in code points of the sentence."""


def find(
    article: Article, sentences: Sequence[Sentence], encodings: Sequence[Encoded] | None = None
) -> tuple[Mention, ...]:
    """The names of an article, in reading order, without overlap; actors are not known yet.

    Args:
        article: the owner of the text.
        sentences: its sentences, in order.
        encodings: one per sentence where the model served; None where the rules have to do alone.
    """
    texts = [sent.span.of(article.text) for sent in sentences]
    words = [tokenise(text) for text in texts]
    found: list[list[Found]] = []
    for at, (sent, text, tokens) in enumerate(zip(sentences, texts, words, strict=True)):
        if sent.kind in FURNITURE:
            found.append([])
        elif encodings is None:
            loud = shouts(tokens, headline=sent.kind == "headline")
            found.append(find_in(text, tokens, article.language, shouting=loud))
        else:
            found.append(refine(text, tokens, encodings[at].entities, article.language))
    wanted = [sent.kind not in FURNITURE for sent in sentences]
    sure = settle(texts, words, found) if encodings is None else without_openers(texts, words, found)
    agreed = outvote(texts, sure)
    settled = complete(texts, words, as_spelt_out(texts, agreed), wanted)
    return tuple(
        Mention(span=Span(sent.span.start + name.start, sent.span.start + name.end), type=name.type)
        for sent, names in zip(sentences, settled, strict=True)
        for name in names
    )


def shouts(tokens: Sequence[Token], *, headline: bool) -> bool:
    """Whether capitals say nothing in a sentence: nearly all its longer words have them, and it is no plain sentence."""
    words = [token for token in tokens if len(token.text) > 3 and token.shape in ("upper", "title", "lower")]
    loud = sum(token.shape != "lower" for token in words)
    if loud < (3 if headline else 8) or len(words) > 40 or loud <= 0.8 * len(words):
        return False
    return headline or tokens[-1].text not in (".", "!", "?", "”", '"')
