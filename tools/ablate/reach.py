"""Reach: which records of the corpora a group can touch, so that only those are measured without it.

Words of a list are looked for in the text of each record (an upper bound of where they serve); regexes, grammar rules
and steps cannot be told from the text alone: a regex is searched for, a rule counts where an expression bears its name.
"""

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

from briefing.model import Article, Timex
from briefing.reading import dates
from briefing.reading.dates.engine import matching
from briefing.reading.text.segment import segment
from tools.ablate.groups import Group
from tools.eval.calendars import DAY
from tools.eval.days import gold_days

#: Words of the longest phrase that is looked for.
_LONGEST = 6
_WORD = re.compile(r"\w+")
#: Tables of the English grammar.
_PARTS = ("en_dates", "en_days", "en_durations", "en_times", "en_verbs", "en_words")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: A row with one of these is a pattern of its own.
_PATTERN = re.compile(r"[\\\[(|^$*+?]")
#: Characters of a text that a regex is searched for in: from there on nothing new comes.
_FAR = 20_000


@dataclass(slots=True)
class Reach:
    """What a group does on the corpora.

    Attributes:
        rows: its rows that occur anywhere.
        records: corpus → numbers of the records that it can touch, in order.
        fired: expressions that a grammar rule made, of those that have gold how many are there, and how many are right.
    """

    rows: set[str] = field(default_factory=set)
    records: dict[Path, list[int]] = field(default_factory=lambda: defaultdict(list))
    fired: Counter[str] = field(default_factory=Counter)

    def touches(self, corpus: Path, number: int) -> None:
        """Note a record."""
        if not self.records[corpus] or self.records[corpus][-1] != number:
            self.records[corpus].append(number)


def lines_of(corpus: Path) -> list[str]:
    """The records as they stand."""
    opened = gzip.open(corpus, "rt", encoding="utf-8") if corpus.suffix == ".gz" else corpus.open(encoding="utf-8")
    with opened as lines:
        return list(lines)


def reach(groups: Sequence[Group], corpora: Sequence[Path], judged: Mapping[str, Collection[Path]]) -> dict[str, Reach]:
    """What each group can touch, by its name: one pass over all records.

    Args:
        groups: what is asked about.
        corpora: where words and rules are counted.
        judged: group → the sets that can judge it: only there its regexes are searched for.
    """
    found = {group.name: Reach() for group in groups}
    phrases: dict[str, list[tuple[str, str]]] = defaultdict(list)
    patterns: list[tuple[str, str, re.Pattern[str]]] = []
    for group in groups:
        for row in group.rows if group.kind in ("list", "words", "regex") else ():
            words = " ".join(_WORD.findall(row.casefold()))
            if group.kind == "regex" or (_PATTERN.search(row) and not row.endswith(".")):
                try:
                    patterns.append((group.name, row, re.compile(row, re.IGNORECASE | re.MULTILINE)))
                except re.error:
                    continue
            elif words:
                phrases[words].append((group.name, row))
    grammar = any(group.kind == "rule" for group in groups)
    for corpus in corpora:
        here = [each for each in patterns if corpus in judged[each[0]]]
        for number, line in enumerate(lines_of(corpus)):
            record = json.loads(line)
            text = "\n".join(_texts(record))
            for phrase in _phrases(text) & phrases.keys():
                for name, row in phrases[phrase]:
                    found[name].rows.add(row)
                    found[name].touches(corpus, number)
            for name, row, pattern in here:
                if pattern.search(text[:_FAR]):
                    found[name].rows.add(row)
                    found[name].touches(corpus, number)
            if grammar:
                _rules(found, corpus, number, record)
    return found


def _texts(record: Any) -> Iterator[str]:
    if isinstance(record, str):
        yield record
    elif isinstance(record, list | dict):
        for each in record.values() if isinstance(record, dict) else record:
            yield from _texts(each)


def _phrases(text: str) -> set[str]:
    words = _WORD.findall(text.casefold())
    return {" ".join(words[at : at + size]) for size in range(1, _LONGEST + 1) for at in range(len(words))}


def _rules(found: dict[str, Reach], corpus: Path, number: int, record: dict[str, Any]) -> None:
    """The grammar rules behind the expressions of a record, and how often gold agrees."""
    for each in record.get("articles", [record]):
        text = each.get("text")
        if not isinstance(text, str):
            continue
        said = str(each.get("published") or each.get("dct") or each.get("ref") or record.get("day") or "")[:10]
        day = date.fromisoformat(said) if _DAY.fullmatch(said) else DAY
        article = Article(
            id="x", title="", text=text, published=day, language=each.get("language") or each.get("lang") or "en"
        )
        gold = [(one["start"], one["end"], gold_days(one), one.get("value")) for one in each.get("timexes", ())]
        table = f"timex_{article.language}"
        with _counting() as made:
            timexes = dates.find(article, segment(article))
        for rule, times in made.items():
            for name in _named(rule, table, found):
                found[name].touches(corpus, number)
                found[name].fired["fired"] += times
        for timex in timexes if gold else ():
            same = _agreed(timex, gold)
            for name in _named(timex.rule, table, found) if same is not None else ():
                found[name].fired["gold"] += 1
                found[name].fired["right"] += bool(same)


@contextmanager
def _counting() -> Iterator[Counter[str]]:
    """Counts what each rule of the grammar makes, also what another takes up or what stands for no time."""
    made: Counter[str] = Counter()
    once = matching._made  # noqa: SLF001 — where a rule has matched, its guards and its production have agreed

    def counted(items: Any, at: int, first: int, last: int, rule: Any, path: Any) -> Any:
        item = once(items, at, first, last, rule, path)
        made[rule.name] += item is not None
        return item

    with mock.patch.object(matching, "_made", counted):
        yield made


def _agreed(timex: Timex, gold: Sequence[tuple[int, int, Any, Any]]) -> bool | None:
    """Whether gold gives an expression the same value or days; None where it says nothing of it."""
    for start, end, days, value in gold:
        if timex.span.start < end and start < timex.span.end:
            return timex.value == value or (days is not None and (timex.first, timex.last) == days)
    return None


def _named(rule: str, table: str, found: dict[str, Reach]) -> Iterator[str]:
    """The groups of the grammar that a rule is, in the tables of one language."""
    shared = [f"timex_{part}.toml#{rule}" for part in (_PARTS if table == "timex_en" else ("common",))]
    yield from (name for name in (f"timex_any.toml#{rule}", f"{table}.toml#{rule}", *shared) if name in found)
