"""Readings and stories made by hand, for tests of what comes after reading."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from briefing.lexicon.words import stop_words, words
from briefing.model import Actor, Article, Gravity, Mention, Reading, Sentence, Span, Story, Terms, Timex, article_id
from briefing.reading.facts import quantities

DAY = date(2019, 1, 29)


def article(
    text: str,
    title: str = "",
    *,
    source: str = "Harbour Wire",
    day: date | datetime | None = DAY,
    language: str = "en",
    url: str = "",
    id_: str = "",
) -> Article:
    """An article of ``text``."""
    return Article(
        id=id_ or article_id(text=text, title=title, source=source, published=str(day)), title=title, text=text,
        published=day, published_from="metadata" if day else "unknown", source=source, language=language, url=url,
    )  # fmt: skip


def reading(
    text: str,
    *,
    title: str = "",
    source: str = "Harbour Wire",
    day: date | None = DAY,
    language: str = "en",
    actors: Sequence[Actor] = (),
    timexes: Sequence[tuple[str, str, date, date]] = (),
    salience: Sequence[float] | None = None,
) -> Reading:
    """A reading whose sentences are the lines of ``text``; names are found by the actors' names and aliases.

    One sentence a line; timexes are (words, value, first, last) in reading order; salience falls from 1
    where it is not given; each word is worth what its weightiest sentence is.
    """
    written = article(text, title, source=source, day=day, language=language)
    sentences = tuple(Sentence(span=Span(m.start(), m.end()), kind="body") for m in re.finditer(r"[^\n]+", text))
    mentions: list[Mention] = []
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            for match in re.finditer(rf"\b{re.escape(name)}\b", text):
                span = Span(match.start(), match.end())
                if not any(span.overlaps(other.span) for other in mentions):
                    kind = "LOC" if actor.type == "GPE" else actor.type
                    mentions.append(Mention(span=span, type=kind, actor=actor.id))
    found: list[Timex] = []
    at = 0
    for said, value, first, last in timexes:
        at = text.index(said, at)
        span = Span(at, at + len(said))
        found.append(Timex(span=span, type="DATE", value=value, first=first, last=last, anchor="published", ahead=1.0))
        at = span.end
    scores = salience or [1.0 / (n + 1) for n in range(len(sentences))]
    told = [_stems(sent.span.of(text)) for sent in sentences]
    worth: dict[str, int] = {}
    for stems, score in zip(told, scores, strict=True):
        worth |= {stem: max(worth.get(stem, 0), round(10_000 * score)) for stem in stems}
    number = {stem: n for n, stem in enumerate(worth)}
    return Reading(
        article=written,
        sentences=sentences,
        mentions=tuple(sorted(mentions, key=lambda mention: mention.span)),
        actors=tuple(actors),
        timexes=tuple(found),
        facts=quantities.find(written, sentences, found),
        terms=Terms(
            stems=tuple(worth),
            worth=tuple(worth.values()),
            rows=tuple(tuple(number[stem] for stem in stems) for stems in told),
        ),
        salience=tuple(scores),
        summary=(0,) if sentences else (),
        version="test",
    )


def _stems(line: str) -> list[str]:
    return list(dict.fromkeys(word[:5] for word in words(line) if word not in stop_words("en")))


def story(
    *readings: Reading, title: str = "A story", copies: Sequence[Sequence[Reading]] = (), id_: str = "s1"
) -> Story:
    """A story of ``readings`` in their order."""
    actors = {actor.id: actor for one in readings for actor in one.actors}
    days = [one.article.day for one in readings if one.article.day]
    return Story(
        id=id_,
        title=title,
        articles=tuple(one.article.id for one in readings),
        copies=tuple(tuple(one.article.id for one in group) for group in copies),
        actors=tuple(actors.values()),
        lead_actor=next(iter(actors), None),
        first=min(days, default=None),
        last=max(days, default=None),
        outlets=tuple(dict.fromkeys(one.article.source for one in readings)),
        independent=len(readings) - sum(len(group) - 1 for group in copies),
        gravity=Gravity(total=7.0, outlets=tuple(one.article.source for one in readings)),
    )


def by_id(*readings: Reading) -> dict[str, Reading]:
    """Readings by article id."""
    return {one.article.id: one for one in readings}


NETANYAHU = Actor(
    id="per-benjamin-netanyahu", name="Benjamin Netanyahu", type="PER", aliases=("Netanyahu",), salience=0.9, mentions=3
)
ISRAEL = Actor(id="gpe-il", name="Israel", type="GPE", salience=0.6, mentions=2)
RUSSIA = Actor(id="gpe-ru", name="Russia", type="GPE", salience=0.5, mentions=2)
