"""Marking: an article's text in runs, each with what was understood of it."""

import itertools
from collections.abc import Mapping
from typing import Any

from briefing.model import Article, Reading, Span

#: Characters of an article that are shown.
SHOWN = 100_000


def marked(article: Article, reading: Reading | None, cited: tuple[Span, ...]) -> list[list[dict[str, Any]]]:
    """The article's paragraphs in runs: who is named, which day, whether the brief printed it."""
    text = article.text[:SHOWN]
    spans: list[tuple[Span, Mapping[str, Any]]] = [(span, {"chosen": True}) for span in cited]
    spans += [
        (mention.span, {"actor": mention.actor}) for mention in (reading.mentions if reading else ()) if mention.actor
    ]
    for timex in reading.timexes if reading else ():
        if timex.first:
            until = f"/{timex.last}" if timex.last and timex.last != timex.first else ""
            spans.append((timex.span, {"day": f"{timex.first}{until}"}))
    cuts = sorted({0, len(text), *(at for span, _ in spans for at in (span.start, span.end) if at <= len(text))})
    covering: dict[int, dict[str, Any]] = {at: {} for at in cuts}
    order = {at: n for n, at in enumerate(cuts)}
    for span, facts in spans:
        for at in cuts[order.get(span.start, len(cuts)) : order.get(span.end, len(cuts))]:
            covering[at] |= facts
    paragraphs: list[list[dict[str, Any]]] = [[]]
    for start, end in itertools.pairwise(cuts):
        facts = {"chosen": False, "actor": "", "day": "", **covering[start]}
        first, *rest = text[start:end].split("\n")
        paragraphs[-1].append({**facts, "text": first})
        paragraphs += [[{**facts, "text": part}] for part in rest]
    return [runs for runs in paragraphs if any(run["text"].strip() for run in runs)]
