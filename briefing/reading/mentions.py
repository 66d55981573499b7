"""Mentions: the names in an article, at their exact places, before anyone knows who bears them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from briefing.lexicon.names_sound import fold
from briefing.model import Article, Mention, MentionType, Sentence, Span
from briefing.reading.mentions_rules import Found, find_in
from briefing.reading.mentions_tokens import Token, tokenise

#: Sentences that are no part of the story: nobody in them is an actor.
_FURNITURE = frozenset({"caption", "boilerplate"})


class Tagged(Protocol):
    """What the model says about one sentence."""

    @property
    def entities(self) -> Sequence[tuple[int, int, str, float]]:
        """(start, end, type, score) in code points of the sentence."""


def find(
    article: Article, sentences: Sequence[Sentence], encodings: Sequence[Tagged] | None = None
) -> tuple[Mention, ...]:
    """The names of an article, in reading order, without overlap; actors are not known yet.

    Args:
        article: the owner of the text.
        sentences: its sentences, in order.
        encodings: one per sentence where the model served; None where the rules have to do alone.
    """
    found: list[Mention] = []
    words = [tokenise(sent.span.of(article.text)) for sent in sentences]
    types: Counter[tuple[str, MentionType]] = Counter()
    for sent, tokens in zip(sentences, words, strict=True):
        if sent.kind in _FURNITURE:
            continue
        text = sent.span.of(article.text)
        for name in find_in(text, tokens, shouting=_shouts(tokens)):
            found.append(_mention(sent, name))
            types[fold(text[name.start : name.end]), name.type] += 2 if name.sure else 1
    return tuple(found)


def _mention(sent: Sentence, name: Found) -> Mention:
    return Mention(span=Span(sent.span.start + name.start, sent.span.start + name.end), type=name.type)


def _shouts(tokens: Sequence[Token]) -> bool:
    """Whether capitals say nothing in a sentence: nearly all its longer words have them."""
    words = [token for token in tokens if len(token.text) > 3 and token.shape in ("upper", "title", "lower")]
    if len(words) < 4:
        return False
    return sum(token.shape != "lower" for token in words) > 0.8 * len(words)
