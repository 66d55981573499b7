"""Sources: numbered in the order in which a reader first meets them; copies folded under their originals."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from briefing.model import CalendarEntry, Citation, EditionSource, Front, Reading, Section, Span, Story


def numbered(
    front: Front,
    sections: Sequence[Section],
    agenda: Iterable[CalendarEntry],
    stories: Sequence[Story],
    readings: Mapping[str, Reading],
) -> tuple[EditionSource, ...]:
    """Every article of a printed story; those cited first, in the order of their first citation."""
    cited: dict[str, set[Span]] = {}
    for citation in _met(front, sections, agenda):
        cited.setdefault(citation.source, set()).add(citation.span)
    for story in stories:
        for id_ in story.articles:
            cited.setdefault(id_, set())
    original = {copy: group[0] for story in stories for group in story.copies for copy in group[1:]}
    return tuple(
        _source(readings[id_], number, original.get(id_), tuple(sorted(spans)))
        for number, (id_, spans) in enumerate(cited.items(), 1)
    )


def _met(front: Front, sections: Sequence[Section], agenda: Iterable[CalendarEntry]) -> Iterator[Citation]:
    for item in front.items:
        yield from item.point.citations
        yield from (item.title_citation,) if item.title_citation else ()
        yield from item.why_it_matters.citations if item.why_it_matters else ()
    yield from front.number.point.citations if front.number else ()
    for line in (*front.also, *front.comment, *front.checked):
        yield from (line.citation,) if line.citation else ()
    for section in sections:
        for story in section.stories:
            yield from story.citations()
    for entry in agenda:
        yield from entry.what.citations


def _source(reading: Reading, number: int, copy_of: str | None, cited: tuple[Span, ...]) -> EditionSource:
    article = reading.article
    first = next((at for at, sent in enumerate(reading.sentences) if sent.quotable), 0)  # no dateline
    return EditionSource(
        id=article.id,
        number=number,
        title=article.title or reading.text_of(first)[:120] if reading.sentences else article.title,
        # A file whose outlet is not known is better named by its name than not at all.
        source=article.source or PurePath(article.origin).name,
        url=article.url,
        published=article.published,
        published_from=article.published_from,
        language=article.language,
        sha256=article.sha256,
        text=article.text,
        copy_of=copy_of,
        cited=cited,
    )
