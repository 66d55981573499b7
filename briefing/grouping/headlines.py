"""Headlines: the clearest of a story's own."""

import re
from collections import Counter
from collections.abc import Sequence

from briefing.lexicon.words import stop_words, words
from briefing.model import PageMark, Reading, opening

#: Words of a headline that says enough and not too much.
SHORTEST, LONGEST = 5, 14
#: A headline has two words of content, one of which its text has too: a section's name, a date line and a picture's
#: number have not. Of the 59 titles of tests/gold/stories.jsonl three are dates and go, with no headline among them.
_FEWEST = 2
#: Characters of the text in which they are looked for; letters that words share in all their forms, there and in what
#: several headlines share.
_OPENING, _PART, _STEM = 3000, 5, 7
#: What the headline of a report is preferred to.
_NO_REPORT = frozenset(PageMark) - {PageMark.PRESS_RELEASE, PageMark.OBITUARY}
#: What the headline of anything else is preferred to: a claim whose verdict stands in the text, a view.
_NO_NEWS = frozenset({PageMark.FACT_CHECK, PageMark.OPINION})
_BAIT = re.compile(
    r"\?|^(?:live|watch|video|opinion|analysis|explainer|factbox|exclusive|update \d|why|how|what|here|this is)\b|"
    r"…$|\.\.\.$|!|\b(?:you|your|my|i)\b|\b(?:you need to know|won't believe|in pictures|as it happened|things to)\b",
    re.IGNORECASE,
)


def clearest(readings: Sequence[Reading]) -> str:
    """The neutral headline that shares most with the others', of a report and of a good length.

    Headlines of opinion, quizzes, galleries and the like stand back where there is one of a report. What is no
    headline of its own text (a section's name, a date, a stump) is none; where no source has one, the first words of
    the first sentence serve that is understood by itself.

    Args:
        readings: of one story, originals first, earliest first.
    """
    titled = [reading for reading in readings if _is_headline(reading)]
    for kinds in (_NO_NEWS, _NO_REPORT):
        titled = [reading for reading in titled if not reading.article.marks & kinds] or titled
    if not titled:
        return _from_text(readings)
    terms = [_terms(reading) for reading in titled]
    shared = Counter(term for listed in terms for term in listed)
    # What the ledes say counts too: a headline is clear if it says what the story says.
    for reading in readings:
        shared.update(_lede(reading))
    scored = []
    for place, (reading, listed) in enumerate(zip(titled, terms, strict=True)):
        title = reading.article.title.strip()
        central = sum(shared[term] for term in listed) / (len(listed) ** 0.5 or 1.0) / (len(readings) + len(titled))
        count = len(title.split())
        fault = 0.6 * bool(_BAIT.search(title)) + 0.5 * title.isupper()
        fault += 0.6 * _outdated(reading, readings)
        fault += 0.1 * max(0, SHORTEST - count) + 0.05 * max(0, count - LONGEST)
        scored.append((central - fault, -place, title))
    return max(scored)[2]


def _outdated(reading: Reading, readings: Sequence[Reading]) -> bool:
    """Whether its headline prints a figure that reports of a later state of knowledge print nowhere."""
    figures = {word for word in words(reading.article.title) if word[0].isdigit()}
    later = [other.article for other in readings if reading.article.precedes(other.article)] if figures else ()
    return bool(later) and not any(figures <= {*words(other.title), *words(other.text)} for other in later)


def _is_headline(reading: Reading) -> bool:
    """Whether the title speaks of what its text speaks of."""
    stops = stop_words(reading.article.language)
    told, said = (
        {word[:_PART] for word in words(text) if word not in stops and not word[0].isdigit()}
        for text in (reading.article.title, reading.article.text[:_OPENING].removeprefix(reading.article.title))
    )
    return len(told) >= _FEWEST and (not said or not told.isdisjoint(said))


def _from_text(readings: Sequence[Reading]) -> str:
    """The first sentence of the story that is understood by itself, cut to a line."""
    quotable = [(reading, n) for reading in readings for n, sent in enumerate(reading.sentences) if sent.quotable]
    if not quotable:
        titles = (reading.article.title.strip() for reading in readings)
        return next(filter(None, titles), readings[0].article.id)
    reading, n = next((pair for pair in quotable if not pair[0].sentences[pair[1]].flaws), quotable[0])
    return opening(reading.text_of(n))


def _terms(reading: Reading) -> frozenset[str]:
    stops = stop_words(reading.article.language)
    return frozenset(word[:_STEM] for word in words(reading.article.title) if word not in stops)


def _lede(reading: Reading) -> frozenset[str]:
    stops = stop_words(reading.article.language)
    for n, sent in enumerate(reading.sentences):
        if sent.quotable:
            return frozenset(word[:_STEM] for word in words(reading.text_of(n)) if word not in stops)
    return frozenset()
