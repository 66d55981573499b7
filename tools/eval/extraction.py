"""Measures what comes of web pages: the article's words against a gold body, its day against a gold day.

The corpus holds one page a line: `id`, `url`, `html` and `body`. The measure is the one of the article-extraction
benchmark (Scrapinghub): multisets of 4-word shingles, counts normalised a page, so that long pages weigh no more.
`text` is all that is kept of a page, `printed` what may be printed of it (running text, quotations, headlines between
paragraphs, captions). Days are compared where `tests/gold/extraction_days.jsonl` has one for the page.
"""

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from briefing.errors import InputError
from briefing.model import Article
from briefing.sources.draft import Blob
from briefing.sources.formats.pages import read_page
from briefing.sources.page.finishing import finished

DAYS = Path(__file__).parent.parent.parent / "tests" / "gold" / "extraction_days.jsonl"
_N = 4


def run(path: Path) -> dict[str, Any]:
    """F1, precision and recall of both texts, and how many days are right."""
    gold_days = _days()
    counts: dict[str, list[tuple[float, float, float]]] = {"text": [], "printed": []}
    right = wrong = missing = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            page = json.loads(line)
            article = article_of(page)
            for name, text in (("text", article.text if article else ""), ("printed", printed(article))):
                counts[name].append(matching(page["body"], text))
            if page["id"] in gold_days:
                day = str(article.day) if article and article.day else ""
                right += day == gold_days[page["id"]]
                missing += bool(gold_days[page["id"]]) and not day
                wrong += bool(day) and day != gold_days[page["id"]]
    scores: dict[str, Any] = {name: f1(each) for name, each in counts.items()}
    return scores | {"days": {"right": right, "wrong": wrong, "missing": missing}}


def article_of(page: dict[str, Any]) -> Article | None:
    """The article on a page of the corpus; None where there is none."""
    blob = Blob(name=page["id"], data=page["html"].encode("utf-8", "replace"), url=page.get("url", ""), charset="utf-8")
    try:
        return next((each for each in finished(read_page(blob)) if isinstance(each, Article)), None)
    except InputError:
        return None


def printed(article: Article | None) -> str:
    """The article without its furniture."""
    blocks = article.blocks if article else ()
    return "\n".join(block.span.of(article.text) for block in blocks if article and block.kind != "boilerplate")


def matching(gold: str, found: str) -> tuple[float, float, float]:
    """Shares of shingles right, too much, and missed."""
    true, predicted = shingles(gold), shingles(found)
    both = sum((true & predicted).values())
    extra, missed = sum((predicted - true).values()), sum((true - predicted).values())
    total = both + extra + missed
    return (both / total, extra / total, missed / total) if total else (0.0, 0.0, 0.0)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words with their counts; a shorter text is one."""
    words = re.findall(r"\w+", text)
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + _N]) for at in range(max(1, len(words) - _N + 1)))


def f1(counts: list[tuple[float, float, float]]) -> dict[str, float]:
    """In per cent, over all pages."""
    both, extra, missed = (sum(each) for each in zip(*counts, strict=True))
    precision, recall = 100 * both / (both + extra or 1), 100 * both / (both + missed or 1)
    return {"F1": 2 * precision * recall / (precision + recall or 1), "P": precision, "R": recall}


def _days() -> dict[str, str]:
    if not DAYS.exists():
        return {}
    rows = (json.loads(line) for line in DAYS.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row["day"] for row in rows}
