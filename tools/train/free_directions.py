"""Free labels of direction: expressions that say themselves whether they lie ahead, in texts that may shape weights.

"Tomorrow", "last week", "three years ago", "next Tuesday" and a date with its year tell what the clause around them
looks like when it looks ahead or back; so does a day and month so near on one side of the day of publication that the
one on the other side would have been written with its year. Sources: Current Events (Wikipedia, CC BY-SA 4.0; before
2021), ECB+ (CC BY 3.0), GermEval 2014 (CC BY 4.0), Universal NER's Bosque and EWT (CC BY-SA 4.0).
"""

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

from briefing.lexicon.days import make_day
from briefing.model import Article, Timex
from briefing.reading.dates import direction, finder
from briefing.reading.dates.engine.grammar import grammar
from briefing.reading.dates.forms.context import Resolved
from briefing.reading.dates.forms.nouns import Calendar, Clock, Form, Found, Narrowed, Part, Shifted, Weekday
from briefing.reading.text.segment import segment

#: Days within which a day and month needs no year, whatever the clause says: of 190 labelled by reading, all were so.
NEAR = 60
#: Items of Current Events from this year on are for testing.
HELD_OUT = 2021
#: Token sets: file → language.
_SETS = {"germeval": "de", "uner-portuguese-bosque": "pt", "uner-english-ewt": "en"}

Labelled = tuple[list[str], bool]


def free_labels(data: Path, held_out: set[str], topics: set[str]) -> Iterator[Labelled]:
    """(features, whether it lies ahead) of every such expression.

    Args:
        data: folder of the corpora.
        held_out: texts that nothing is trained on.
        topics: of ECB+, likewise.
    """
    for row in _rows(data / "current-events" / "desks.jsonl.gz"):
        day = date.fromisoformat(row["day"])
        if day.year < HELD_OUT and row["text"] not in held_out:
            yield from _labelled(row["text"], day, "en")
    for row in _rows(data / "ecbplus" / "all.jsonl.gz"):
        if row["topic"] not in topics:
            yield from _labelled(row["text"], None, "en")
    for name, language in _SETS.items():
        for text in _sentences(_rows(data / "ner-open" / f"{name}.jsonl.gz")):
            if text not in held_out:
                yield from _labelled(text, None, language)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _sentences(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        if row.get("split") != "test":
            for first, last in row.get("sents") or [(0, len(row["tokens"]))]:
                yield re.sub(r" ([.,;:!?)])", r"\1", " ".join(row["tokens"][first:last]))


def _labelled(text: str, day: date | None, language: str) -> Iterator[Labelled]:
    pairs: list[tuple[Found, Resolved]] = []
    original = finder.timex_of

    def spy(one: Found, resolved: Resolved, ahead: float = 0.0, words: str = "") -> Timex:
        pairs.append((one, resolved))
        return original(one, resolved, ahead, words)

    article = Article(id="x", title="", text=text, published=day, language=language)
    sentences = segment(article)
    with mock.patch.object(finder, "timex_of", spy):
        finder.find(article, sentences)
    for one, resolved in pairs:
        said = _says(_core(one.form), resolved, day)
        if said is not None:
            ahead, more = said
            sentence = sentences[one.sentence].span
            yield [*direction.clause_features(text, one.start, one.end, sentence, grammar(language)), *more], ahead


def _core(form: Form) -> Form:
    while isinstance(form, Part | Clock | Narrowed) and form.form is not None:
        form = form.form
    return form


def _says(form: Form, resolved: Resolved, day: date | None) -> tuple[bool, list[str]] | None:
    """Whether the form itself says that it lies ahead, and what its distances say; None where it tells nothing."""
    if isinstance(form, Shifted):
        return (form.count > 0, []) if form.base == "now" and form.count and not form.vague else None
    if isinstance(form, Weekday):
        told = form.which in (-1, 1, 2) and form.base == "now" and not form.weeks
        return (form.which != -1, []) if told else None
    if not isinstance(form, Calendar) or form.month is None or day is None or resolved.first is None:
        return None
    if form.year is not None:
        return (resolved.first > day, []) if not resolved.first <= day <= (resolved.last or day) else None
    if form.day is None or form.known is not None:
        return None
    near = [found for year in (-1, 0, 1) if (found := make_day(day.year + year, form.month, form.day))]
    behind = min(((day - found).days for found in near if found < day), default=0)
    ahead = min(((found - day).days for found in near if found > day), default=0)
    if day in near or not behind or not ahead or min(behind, ahead) > NEAR:
        return None
    return ahead < behind, direction.distance_features("day", behind, ahead)
