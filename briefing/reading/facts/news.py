"""News: the facts of an article taken together."""

from collections.abc import Sequence

import numpy as np

from briefing.model import Actor, Article, Genre, GenreFound, Mention, News, Sentence, SignalKind, Span
from briefing.reading.facts.agency import agency
from briefing.reading.facts.desk import Floats, desks
from briefing.reading.facts.genre import genre
from briefing.reading.facts.gravity import signals, text_of
from briefing.reading.facts.matters import matters, verdict
from briefing.reading.facts.style import style
from briefing.reading.facts.subject import state_of, states_in, subject
from briefing.reading.facts.wording import wording

#: Sentences of the lede, and of those that are looked at.
LEDE, MOST = 4, 30


def news(
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    actors: Sequence[Actor],
    vectors: tuple[bytes, bytes],
    encoder: str,
) -> News:
    """What kind of news ``article`` is.

    Args:
        article: with what its page says of itself.
        sentences: of the whole text.
        mentions: with their actors.
        actors: most salient first.
        vectors: of a headline that is none of the sentences, and of the sentences, row-major int8, as in `Reading`; b""
            where there is none, or no model served.
        encoder: digest of the model.
    """
    title = " ".join(article.title.split())
    said = text_of(sentences, article.text, MOST)
    while len(said) > 1 and title and _is_headline(sentences[said[0][0]], said[0][1], title):
        said = said[1:]
    body = [text for _, text in said]
    head = [title, *body[:1]] if title and body[:1] != [title] else body[:2]
    kind, probability, cue = genre(article, " ".join(body[:LEDE]))
    found = signals(title if body[:1] != [title] else "", said[:LEDE], article.language)
    vector = vector_of(sentences, *vectors)
    acting = subject(article, sentences, mentions, actors)
    actor = next((m.actor for m in mentions if m.span == acting), None)
    named = [each.word for each in found if each.kind is SignalKind.STATES]
    first = sentences[said[0][0]].span if said else Span(0, 0)
    beside = states_in(article, first, mentions, actors)
    return News(
        genre=GenreFound(label=kind, probability=probability, cue=cue),
        desk=desks(article, head, vector, encoder),
        signals=found,
        state=state_of(next((each for each in actors if each.id == actor), None), beside, named),
        subject=acting,
        agency=agency(article),
        wording=wording(vector, encoder),
        style=style(body, article.language),
        matters=matters(said, article.language),
        verdict=verdict(title, " ".join(body[:LEDE])) if kind is Genre.FACT_CHECK else "",
    )


def _is_headline(sentence: Sentence, text: str, title: str) -> bool:
    """Whether a sentence only says the headline again, as it stands or with a slug before it ("UPDATE 3-…")."""
    return sentence.kind == "headline" or " ".join(text.split()) == title


def vector_of(sentences: Sequence[Sentence], title: bytes, vectors: bytes) -> Floats | None:
    """The unit vector of headline and lede."""
    if not vectors or not sentences:
        return None
    rows = np.frombuffer(vectors, dtype=np.int8).reshape(len(sentences), -1)
    heads = [n for n, sent in enumerate(sentences) if sent.kind == "headline"][:1]
    chosen = [*heads, *[n for n, sent in enumerate(sentences) if sent.quotable][:1]] or [0]
    rows = np.concatenate([np.frombuffer(title, dtype=np.int8).reshape(-1, rows.shape[1]), rows[chosen]])
    mean = rows.astype(np.float32).mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-6), dtype=np.float32)
