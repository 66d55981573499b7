"""Genre: what kind of text an article is, from what its page says and from the headline and opening.

Precise cues only: a report that is taken for an opinion is lost to page one. Probabilities are the precision of each sort of cue on the tune half of
tests/gold/genres.jsonl, rounded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote, urlsplit

from briefing.lexicon.tables import Alternatives, listed, read_table
from briefing.model import Article, Genre, PageMark

#: What each sort of cue is worth; the page's own word comes first.
MARKED, SURE, OPENING, SECTION, LIKELY = 0.97, 0.95, 0.9, 0.9, 0.7
#: Characters of the body that are looked at.
REACH = 400

_OF_MARKS: Mapping[PageMark, Genre] = {
    PageMark.ANALYSIS: Genre.ANALYSIS,
    PageMark.FACT_CHECK: Genre.FACT_CHECK,
    PageMark.FEATURE: Genre.FEATURE,
    PageMark.GALLERY: Genre.FEATURE,
    PageMark.HOW_TO: Genre.HOW_TO,
    PageMark.INTERVIEW: Genre.INTERVIEW,
    PageMark.LIVE: Genre.LIVE,
    PageMark.OBITUARY: Genre.OBITUARY,
    PageMark.OPINION: Genre.OPINION,
    PageMark.PRESS_RELEASE: Genre.PRESS_RELEASE,
    PageMark.QUIZ: Genre.FEATURE,
    PageMark.REVIEW: Genre.REVIEW,
    PageMark.SPONSORED: Genre.PROMOTION,
}
#: Of two cues that are worth the same, the one that says more: a page that checks facts files them under opinion.
_FIRST = (Genre.FACT_CHECK, Genre.PROMOTION, Genre.LIVE, Genre.REVIEW, Genre.INTERVIEW, Genre.OBITUARY, Genre.HOW_TO)


@dataclass(frozen=True, slots=True)
class _Cues:
    sections: frozenset[str]
    sure: Alternatives | None
    likely: Alternatives | None
    opening: Alternatives | None
    headline: Alternatives | None
    unless: Alternatives | None


def genre(article: Article, opening: str) -> tuple[Genre, float, str]:
    """(genre, its probability, what told it).

    Args:
        article: its marks, section, address and headline are asked.
        opening: the first words of its body.
    """
    title, opening = article.title.strip(), opening[:REACH]
    filed = frozenset(_filed(article))
    found = [(MARKED, _OF_MARKS[mark], f"page: {mark.value}") for mark in sorted(article.marks)]
    for kind, cues in _table().items():
        told = list(_told(kind, cues, title, opening, filed))
        if told and not (cues.unless and cues.unless.search(f"{title}\n{opening}")):
            found += told
    rank = {kind: n for n, kind in enumerate((*_FIRST, *(each for each in Genre if each not in _FIRST)))}
    if not found:
        return Genre.REPORT, 1.0, ""
    probability, kind, cue = min(found, key=lambda each: (-each[0], rank[each[1]], each[2]))
    return kind, probability, cue


def is_of(kind: Genre, article: Article, opening: str) -> bool:
    """Whether `genre` says ``kind``; the cues of the others are looked for only where some speak for it."""
    title, opening = article.title.strip(), opening[:REACH]
    told = any(_OF_MARKS[mark] is kind for mark in article.marks) or any(
        _told(kind, _table()[kind], title, opening, frozenset(_filed(article)))
    )
    return told and genre(article, opening)[0] is kind


def _told(
    kind: Genre, cues: _Cues, title: str, opening: str, filed: frozenset[str]
) -> Iterator[tuple[float, Genre, str]]:
    section = next(iter(sorted(filed & cues.sections)), "")
    if cues.headline is not None:  # a section alone does not make a result or a forecast
        said = cues.headline.search(title)
        if section and said:
            yield SECTION, kind, f"section: {section}; headline: {said.group().strip()}"
    elif section:
        yield SECTION, kind, f"section: {section}"
    for value, where, pattern, text in (
        (SURE, "headline", cues.sure, title),
        (OPENING, "opening", cues.opening, opening),
        (LIKELY, "headline", cues.likely, title),
    ):
        if pattern is not None and (match := pattern.search(text)):
            yield value, kind, f"{where}: {match.group().strip()[:40]}"


def _filed(article: Article) -> Iterator[str]:
    """The sections that the page names, and the parts of its address, lower case."""
    section = article.section.casefold()
    yield section
    yield from section.split("/")
    try:
        parts = urlsplit(article.url).path.casefold().split("/")
    except ValueError:
        return
    yield from (unquote(part) for part in parts[:-1] if part)
    if len(parts) > 1 and len(parts[-1]) < 24:  # "/weather", "/liveticker"
        yield unquote(parts[-1])


@cache
def _table() -> dict[Genre, _Cues]:
    table = read_table("words_genre.toml")
    return {
        Genre(name): _Cues(
            sections=frozenset(listed(entry.get("sections", ""))),
            **{
                name: Alternatives(entry[name]) if name in entry else None
                for name in ("sure", "likely", "opening", "headline", "unless")
            },
        )
        for name, entry in table.items()
    }
