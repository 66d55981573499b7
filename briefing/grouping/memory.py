"""Memory: what tomorrow must know of today's stories, and which of today's stories are yesterday's going on."""

import pickle
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from tempfile import SpooledTemporaryFile
from typing import IO

import numpy as np

from briefing.grouping.blocks import blocks
from briefing.grouping.model import logits
from briefing.grouping.rarity import Rarity, rarity
from briefing.grouping.traits import Floats, Traits, traits
from briefing.model import Kind, KnownStory, Reading, Span, Story

#: Stems by which a story is known tomorrow: of its text, and of its names and numbers.
TERMS, FEW = 80, 30
#: Sentences with figures by which tomorrow knows what a story counts, the most salient ones.
COUNTED = 6
#: Log-odds from which today's story is yesterday's going on (``python -m tools.train.cut``): stories of ECB+'s training
#: topics parted in two at random, half of them told on one day only: 96 % of the links are right and 81 % found (of -1
#: 95 and 83, of 0 96 and 74). A wrong one says that a strike elsewhere is known already, a missed one says it twice.
GOES_ON = -0.5
#: What sharing an article is worth: more than any likeness.
SAME = 100.0
#: Days after which a story is over, as far as the archive looks back.
OVER = 14
#: Bytes of traits that wait in memory, those of some three thousand articles; more of them wait in a file.
ASIDE = 10_000_000


def remembered(stories: Sequence[Story], readings: Mapping[str, Reading]) -> Iterator[KnownStory]:
    """What tomorrow's grouping needs of today's stories, one after the other.

    Args:
        stories: as grouped.
        readings: all readings of the day, by article id: rarity of words is counted over them.
    """
    with SpooledTemporaryFile(max_size=ASIDE) as aside:
        counted = rarity(_gone_through(stories, readings, aside))
        aside.seek(0)
        for story in stories:
            told, figures = pickle.load(aside)  # noqa: S301 — what `_gone_through` wrote
            yield _known(story, merged(told, counted), figures)


def _gone_through(stories: Sequence[Story], readings: Mapping[str, Reading], aside: IO[bytes]) -> Iterator[Traits]:
    """The traits of each reading once; what a story needs of its own goes ``aside``: a reading may lie in a file, too."""
    met: set[str] = set()
    for story in stories:
        told = [readings[id_] for id_ in story.articles]
        made = [traits(reading) for reading in told]
        pickle.dump((made, _figures(told)), aside, pickle.HIGHEST_PROTOCOL)
        yield from (one for one in made if one.id not in met)
        met.update(story.articles)
    yield from (traits(readings[id_]) for id_ in readings if id_ not in met)


def _known(story: Story, whole: Traits, figures: tuple[Reading, ...]) -> KnownStory:
    """``story`` as tomorrow knows it; ``whole`` is all its articles."""
    return KnownStory(
        id=story.id,
        title=story.title,
        last=story.last,
        articles=story.articles,
        language=whole.language,
        terms=tuple(whole.body.items()),
        head=tuple(whole.head.items()),
        names=tuple(whole.names.items()),
        people=tuple(whole.people.items()),
        numbers=tuple(whole.numbers.items()),
        vector=b"" if whole.vector is None else np.rint(whole.vector * 127).astype(np.int8).tobytes(),
        encoder=whole.encoder,
        actors=tuple(actor.id for actor in story.actors[:8]),
        figures=figures,
    )


def _figures(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The sentences that count something, each text once, as readings of their own."""
    found: dict[str, tuple[float, int, Reading, int]] = {}
    for order, reading in enumerate(readings):
        for n, sent in enumerate(reading.sentences):
            if sent.quotable and any(fact.span in sent.span and fact.kind is not Kind.OTHER for fact in reading.facts):
                found.setdefault(reading.text_of(n), (-reading.salience[n], order, reading, n))
    best = sorted(found.values(), key=lambda one: (one[0], one[1], one[3]))[:COUNTED]
    return tuple(_alone(reading, n) for _, _, reading, n in best)


def _alone(reading: Reading, n: int) -> Reading:
    """Sentence ``n`` as the whole text of a reading."""
    span = reading.sentences[n].span
    return Reading(
        article=replace(reading.article, text=span.of(reading.article.text), blocks=()),
        sentences=(replace(reading.sentences[n], span=Span(0, span.end - span.start)),),
        mentions=tuple(replace(m, span=m.span.shift(-span.start)) for m in reading.mentions if m.span in span),
        timexes=tuple(replace(t, span=t.span.shift(-span.start)) for t in reading.timexes if t.span in span),
        facts=tuple(replace(f, span=f.span.shift(-span.start)) for f in reading.facts if f.span in span),
        salience=(reading.salience[n],),
        vectors=reading.vectors[n * reading.width : (n + 1) * reading.width],
        width=reading.width,
        encoder=reading.encoder,
    )


def merged(articles: Sequence[Traits], counted: Rarity) -> Traits:
    """Several articles of one story as if they were one: what most of them have, their weightiest words."""
    language = Counter(article.language for article in articles).most_common(1)[0][0]

    def mean(parts: Iterable[Mapping[str, float]], most: int) -> dict[str, float]:
        total: dict[str, float] = defaultdict(float)
        for part in parts:
            for stem, count in part.items():
                total[stem] += count
        weighed = sorted(total.items(), key=lambda item: (-item[1] * counted.weight(item[0], language), item[0]))[:most]
        return {stem: max(1.0, round(count / len(articles), 2)) for stem, count in sorted(weighed)}

    vectors = [article.vector for article in articles if article.vector is not None]
    total = np.sum(vectors, axis=0) if vectors else None
    moments = [article.moment for article in articles if article.moment is not None]
    return Traits(
        id=articles[0].id,
        language=language,
        moment=max(moments, default=None),
        head=mean((article.head for article in articles), FEW),
        body=mean((article.body for article in articles), TERMS),
        names=mean((article.names for article in articles), FEW),
        people=mean((article.people for article in articles), FEW),
        numbers=mean((article.numbers for article in articles), FEW),
        vector=None if total is None else np.asarray(total / max(float(np.linalg.norm(total)), 1e-6)),
        encoder=max(article.encoder for article in articles),
    )


def going_on(stories: Sequence[Story], seen: Mapping[str, Traits], known: Sequence[KnownStory]) -> list[Story]:
    """Stories with the id of the earlier one that each goes on: the closest, and none bears one id twice.

    What else a story goes on stands in its ``before``: two stories of yesterday may have become one, or one has parted
    in two, neither of which is new.

    Args:
        stories: of today.
        seen: article id → its traits, copies left out.
        known: stories of earlier days.
    """
    links = sorted(near(stories, seen, known), key=lambda link: (-link[0], link[1], stories[link[2]].id))
    ids: dict[int, str] = {}
    before: dict[int, list[str]] = {}
    taken: set[str] = set()
    for _, id_, place in links:
        if place in ids or id_ in taken:
            before.setdefault(place, []).append(id_)
        else:
            ids[place] = id_
        taken.add(id_)
    found: list[Story] = []
    used = set(taken)
    for place, story in enumerate(stories):
        id_ = ids.get(place, story.id)
        while place not in ids and id_ in used:  # a new story that by chance bears the id of an old one
            id_ += "x"
        used.add(id_)
        found.append(replace(story, id=id_, before=tuple(before.get(place, ()))))
    return found


def near(
    stories: Sequence[Story], seen: Mapping[str, Traits], known: Sequence[KnownStory]
) -> list[tuple[float, str, int]]:
    """(log-odds, id of the known story, place of the story) of all that go on; arguments as of `going_on`."""
    holders: dict[str, list[str]] = {}
    for one in known:
        for id_ in one.articles:
            holders.setdefault(id_, []).append(one.id)
    found = {
        (id_, place): SAME
        for place, story in enumerate(stories)
        for article in story.articles
        for id_ in holders.get(article, ())
    }
    served = max((one.encoder for one in seen.values()), default="")
    recalled = [_recalled(one, served) for one in known]
    counted = rarity([*seen.values(), *recalled])
    today = [merged([seen[id_] for id_ in story.articles if id_ in seen], counted) for story in stories]
    pile = [*today, *recalled]
    for block in blocks(pile, counted):
        new = [i for i in block if i < len(stories)]
        old = [i - len(stories) for i in block if i >= len(stories)]
        if not new or not old:
            continue
        odds = logits([pile[i] for i in block], counted, new=len(new))[: len(new), len(new) :]
        for row, column in zip(*np.nonzero(odds >= GOES_ON), strict=True):
            story, one = stories[new[row]], known[old[column]]
            if _in_time(story, one):
                found.setdefault((one.id, new[row]), round(float(odds[row, column]), 4))
    return [(value, id_, place) for (id_, place), value in found.items()]


def _in_time(story: Story, one: KnownStory) -> bool:
    """Whether a story of ``one``'s day may still go on when ``story`` is told."""
    last = story.last or story.first
    return last is None or one.last is None or -1 <= (last - one.last).days <= OVER


def _recalled(one: KnownStory, encoder: str) -> Traits:
    """A known story as it can be compared today: a vector of another model than today's is left out."""
    vector: Floats | None = None
    if one.vector and one.encoder == encoder:
        vector = np.frombuffer(one.vector, dtype=np.int8).astype(np.float32) / np.float32(127)
    return Traits(
        id=one.id,
        language=one.language,
        moment=one.last.toordinal() + 0.5 if one.last else None,
        head=dict(one.head or one.terms),
        body=dict(one.terms),
        names=dict(one.names),
        people=dict(one.people),
        numbers=dict(one.numbers),
        vector=vector,
        encoder=encoder,
    )
