"""The numbered sources, copies folded under their originals, and what was left out."""

from collections.abc import Iterator, Sequence

from briefing.model import Citation, Edition, EditionSource, Skipped
from briefing.rendering.cleaning import safe_link
from briefing.rendering.context.citing import Citing
from briefing.rendering.quoted import SourceView
from briefing.rendering.views import LeftOut

#: Inputs named for one reason; the rest are counted.
NAMED = 12


def sources(citing: Citing) -> tuple[SourceView, ...]:
    """Every source once, in the order of its number; a copy stands under its original."""
    edition = citing.edition
    known = {source.id for source in edition.sources}
    copies: dict[str, list[EditionSource]] = {}
    for source in edition.sources:
        if source.copy_of in known and source.copy_of != source.id:
            copies.setdefault(str(source.copy_of), []).append(source)
    told = {citation.source for citation in _titles(edition)}
    folded = {source.id for group in copies.values() for source in group if source.id not in copies}
    return tuple(
        _view(source, citing, [copy for copy in copies.get(source.id, ()) if copy.id in folded], told=source.id in told)
        for source in edition.sources
        if source.id not in folded
    )


def _titles(edition: Edition) -> Iterator[Citation]:
    """Where the printed headlines stand."""
    for story in (story for section in edition.sections for story in section.stories):
        yield from (story.title_citation,) if story.title_citation else ()
    for line in (*edition.front.also, *edition.front.comment, *edition.front.checked):
        yield from (line.citation,) if line.citation else ()


def _view(
    source: EditionSource, citing: Citing, copies: Sequence[EditionSource] = (), *, told: bool = False
) -> SourceView:
    lang = citing.foreign(source)
    passages = (citing.passage(source, span, f"s{source.number}-{n}") for n, span in enumerate(source.cited, 1))
    return SourceView(
        anchor=f"s{source.number}",
        number=source.number,
        outlet=citing.outlet(source),
        title=source.title or citing.words("untitled"),
        url=safe_link(source.url),
        when=citing.when(source),
        language=citing.words.language_name(lang) if lang else "",
        lang=lang,
        told=told,
        passages=tuple(passage for passage in passages if passage),
        copies=tuple(_view(copy, citing) for copy in copies),
    )


def left_out(skipped: Sequence[Skipped], *, on_paper: bool) -> tuple[LeftOut, ...]:
    """What could not be used, gathered by reason in the order of first appearance."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for item in skipped:
        reasons.setdefault((item.reason, "" if on_paper else item.remedy), []).append(item.input)
    return tuple(
        LeftOut(reason=reason, remedy=remedy, inputs=tuple(inputs[:NAMED]), more=max(0, len(inputs) - NAMED))
        for (reason, remedy), inputs in reasons.items()
    )
