"""Citing: from a citation to its number, its line among the sources, and its passage."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from briefing.model import Citation, Edition, EditionSource, KeyPoint, Span
from briefing.rendering.cleaning import safe_link
from briefing.rendering.labels import Labels
from briefing.rendering.passages import context, runs
from briefing.rendering.quoted import Cite, Passage, Point

#: Citations printed after a key point; the rest are counted.
MOST = 6


class Citing:
    """The sources and stories of one edition, looked up by their ids."""

    def __init__(self, edition: Edition, words: Labels) -> None:
        self.edition = edition
        self.words = words
        self.zone = ZoneInfo(edition.timezone)
        told = (story for section in edition.sections for story in section.stories)
        self.anchors = {story.id: f"story-{n}" for n, story in enumerate(told, 1)}
        self.sources = {source.id: source for source in edition.sources}
        self._passages = {
            (source.id, span): f"s{source.number}-{n}"
            for source in edition.sources
            for n, span in enumerate(source.cited, 1)
        }

    def span(self, first: date, last: date) -> str:
        """A day or a stretch of days, in words, as this edition prints it."""
        return self.words.span(first, last, near=self.edition.date)

    def when(self, source: EditionSource) -> str:
        """Day and time of publication, and a word where it was not the source that said so."""
        text = self.words.moment(source.published, self.zone, near=self.edition.date)
        return f"{text} ({self.words('date of the file')})" if source.published_from == "file" else text

    def outlet(self, source: EditionSource) -> str:
        """The outlet's name; a source without one says so."""
        return source.source or self.words("unnamed source")

    def cite(self, citation: Citation) -> Cite | None:
        """The citation as printed; None for a source that this edition does not list."""
        source = self.sources.get(citation.source)
        if source is None:
            return None
        anchor = f"s{source.number}"
        passage = self._passages.get((source.id, citation.span)) if source.text else None
        return Cite(
            number=source.number,
            source=anchor,
            passage=passage or anchor,
            outlet=self.outlet(source),
            when=self.when(source),
        )

    def cites(self, citations: Iterable[Citation]) -> tuple[Cite, ...]:
        """The citations as printed, each source once."""
        found: dict[int, Cite] = {}
        for citation in citations:
            if cite := self.cite(citation):
                found.setdefault(cite.number, cite)
        return tuple(found.values())

    def passage(self, source: EditionSource, span: Span, anchor: str = "") -> Passage | None:
        """The words of ``source`` around ``span``; None where its text is not at hand."""
        if not source.text:
            return None
        before, said, after = context(source.text, span)
        return Passage(
            anchor=anchor, before=before, said=said, after=after, outlet=self.outlet(source), when=self.when(source),
            title=source.title, url=safe_link(source.url), lang=self.foreign(source),
        )  # fmt: skip

    def foreign(self, source: EditionSource) -> str:
        """The source's language, where it is not the edition's."""
        return source.language if source.language and source.language != self.edition.language else ""

    def point(self, point: KeyPoint, *, fresh: bool = False) -> Point:
        """A key point with its citations and the passage it was taken from."""
        cites = self.cites(point.citations)
        first = self.sources.get(point.citations[0].source)
        lang = self.foreign(first) if first else ""
        return Point(
            runs=runs(point.text, point.verbatim),
            cites=cites[:MOST],
            passage=self.passage(first, point.citations[0].span) if first else None,
            lang=lang,
            language=self.words.language_name(lang) if lang else "",
            fresh=fresh,
            more=max(0, len(cites) - MOST),
        )
