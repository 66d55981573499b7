"""``python -m tools.bench [N]``: how fast, side by side in one run; N articles (1,000) made from the seeds.

The whole job with its share per room and its peak memory; our summariser against sumy's and newspaper4k's
on the same articles; grouping at three sizes, so that growth can be seen.
"""

from __future__ import annotations

import dataclasses
import functools
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from briefing import pipeline
from briefing.archive import Archive
from briefing.grouping import group
from briefing.model import Article, Reading, Skipped, article_id
from briefing.reading.summarisers import summarise
from briefing.settings import Settings
from briefing.sources import collect

ROOT = Path(__file__).parent.parent.parent
#: Syllables of made-up names: each varied article tells of other people in other places.
_SYLLABLES = "ka lo mi ran ve tor su bel no dar qui pe zan hu ric ash".split()


def main() -> int:
    """Print the tables."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    console = Console(width=100)
    articles = varied(seeds(), count)
    whole_job(console, articles)
    summarisers(console, articles[:60])
    stories(console, articles)
    return 0


def seeds() -> list[Article]:
    """The seed articles."""
    days = sorted(str(path) for path in (ROOT / "seeds").iterdir() if path.is_dir())
    return [article for article in collect(days, settings=Settings()) if isinstance(article, Article)]


def varied(base: Sequence[Article], count: int) -> list[Article]:
    """``count`` articles: the seeds again and again, each time with other names and another day."""
    rng = random.Random(20190129)
    made: list[Article] = []
    while len(made) < count:
        article = base[len(made) % len(base)]
        text = article.text if len(made) < len(base) else _renamed(article.text, rng)
        day = article.day + timedelta(days=rng.randrange(-1, 1)) if article.day else None
        id_ = article_id(text=text, title=str(len(made)))
        title = text.split("\n", 1)[0][:200]
        made.append(dataclasses.replace(article, id=id_, text=text, title=title, published=day, blocks=()))
    return made


def _renamed(text: str, rng: random.Random) -> str:
    """Capitalised words inside sentences become others of the same length, the same ones throughout."""
    names: dict[str, str] = {}

    def other(word: str) -> str:
        if word not in names:
            drawn = "".join(rng.choice(_SYLLABLES) for _ in range(len(word)))[: len(word)]
            names[word] = drawn.capitalize()
        return names[word]

    words = text.split(" ")
    out = [
        other(w) if n and w.isalpha() and w.istitle() and len(w) > 3 and rng.random() < 0.5 else w
        for n, w in enumerate(words)
    ]
    return " ".join(out)


@contextmanager
def timed(times: Counter[str], name: str) -> Iterator[None]:
    """Add the time spent to ``times``."""
    begun = time.perf_counter()
    yield
    times[name] += time.perf_counter() - begun  # type: ignore[assignment]


def whole_job(console: Console, articles: Sequence[Article]) -> None:
    """The main job on JSON lines of the articles, with an archive and a PDF; then where its time went."""
    from briefing.forms import ArticleForm

    settings = Settings()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        path.write_text("".join(ArticleForm.of(a).line() + "\n" for a in articles), encoding="utf-8")
        times: Counter[str] = Counter()
        with Archive.open(f"sqlite:///{folder}/archive.sqlite") as archive, timed(times, "whole"):
            pipeline.build([str(path)], settings, out=Path(folder), formats=("html", "pdf", "json"), archive=archive)
        with timed(times, "sources"):
            came = [a for a in collect([str(path)], settings=settings) if not isinstance(a, Skipped)]
        with timed(times, "reading"):
            readings = [r for r in pipeline.read(came, settings) if isinstance(r, Reading)]
        with timed(times, "grouping"):
            pipeline.group_all(readings, settings)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    table = Table(title=f"Whole job: {len(articles)} articles, archive and PDF included", title_justify="left")
    for column in ("what", "seconds", "articles/s", "share"):
        table.add_column(column, justify="left" if column == "what" else "right")
    for name in ("whole", "sources", "reading", "grouping"):
        share = "" if name == "whole" else f"{100 * times[name] / times['whole']:.0f} %"
        table.add_row(name, f"{times[name]:.1f}", f"{len(articles) / times[name]:.0f}", share)
    rest = times["whole"] - sum(times[name] for name in ("sources", "reading", "grouping"))
    table.add_row(
        "edition, rendering, archive", f"{max(rest, 0):.1f}", "", f"{100 * max(rest, 0) / times['whole']:.0f} %"
    )
    console.print(table)
    console.print(f"peak memory {memory:.0f} MB\n")


def summarisers(console: Console, articles: Sequence[Article]) -> None:
    """Each summariser's own time on the same readings; ours is 1."""
    readings = [r for r in pipeline.read(list(articles), Settings()) if isinstance(r, Reading)]
    names = ["briefing", "lexrank", "sumy-lexrank", "textrank", "sumy-textrank", "lsa"]
    rows: list[tuple[str, float]] = []
    for name in names:
        summarise(readings[0], name)
        rows.append((name, _spent(functools.partial(summarise, name=name), readings)))
    if find_spec("newspaper"):
        from newspaper.nlp import summarize

        rows.append(
            (
                "newspaper4k",
                _spent(lambda r: summarize(r.article.title or "untitled", r.article.text, max_sents=3), readings),
            )
        )
    ours = rows[0][1]
    table = Table(title=f"Summarisers: {len(readings)} articles", title_justify="left")
    for column in ("name", "articles/s", "time, ours is 1"):
        table.add_column(column, justify="left" if column == "name" else "right")
    for name, seconds in rows:
        table.add_row(name, f"{len(readings) / seconds:.0f}", f"{seconds / ours:.1f}")
    console.print(table)


def _spent(work: Callable[[Reading], Any], readings: Iterable[Reading]) -> float:
    begun = time.perf_counter()
    for reading in readings:
        work(reading)
    return time.perf_counter() - begun


def stories(console: Console, articles: Sequence[Article]) -> None:
    """Grouping at growing sizes: seconds per thousand should hardly grow."""
    some = [r for r in pipeline.read(list(articles[:500]), Settings()) if isinstance(r, Reading)]
    table = Table(title="Grouping of made-up readings", title_justify="left")
    for column in ("readings", "seconds", "ms a reading"):
        table.add_column(column, justify="right")
    rng = random.Random(7)
    for size in (1000, 3000, 10_000):
        many = [_again(some[n % len(some)], n, rng) for n in range(size)]
        begun = time.perf_counter()
        group(many)
        seconds = time.perf_counter() - begun
        table.add_row(str(size), f"{seconds:.1f}", f"{1000 * seconds / size:.2f}")
    console.print(table)


def _again(reading: Reading, number: int, rng: random.Random) -> Reading:
    """The reading as another article on another day; its words are moved on, so that it tells of something else."""
    shift = number // 500
    text = reading.article.text
    if shift:
        moved = [
            w[:2] + _SYLLABLES[(len(w) + shift) % 16] + w[4:] if len(w) > 6 and rng.random() < 0.6 else w
            for w in text.split(" ")
        ]
        text = " ".join(moved)[: len(text)].ljust(len(text))
    day = reading.article.day + timedelta(days=shift % 5) if reading.article.day else None
    article = dataclasses.replace(reading.article, id=f"{number:06d}", text=text, published=day)
    return dataclasses.replace(reading, article=article)


if __name__ == "__main__":
    sys.exit(main())
