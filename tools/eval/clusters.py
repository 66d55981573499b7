"""Scores of stories: B-cubed (Bagga & Baldwin 1998) and pairwise, against gold story labels."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from briefing import intake
from briefing.composing import group_all
from briefing.grouping import copies
from briefing.model import Article, Reading, Skipped
from briefing.settings import Settings
from briefing.sources import collect


def run(path: Path, *, rules: bool = False) -> dict[str, Any]:
    """Group the articles of ``path`` and score the groups against their `story` labels.

    Args:
        path: JSONL(.gz) with `story`, or a folder of seeds with labels.json.
        rules: read without the model.
    """
    settings = Settings.model_validate({"reading": {"model": "rules" if rules else "auto"}})
    articles, gold, planted = _seeds(path, settings) if path.is_dir() else (*load(path), set[frozenset[str]]())
    readings = [r for r in intake.read(articles, settings) if isinstance(r, Reading)]
    by_id = {reading.article.id: reading for reading in readings}
    ids = [id_ for id_ in gold if id_ in by_id]
    stories = group_all(by_id, settings).stories
    label = {id_: n for n, story in enumerate(stories) for id_ in story.articles}
    scores: dict[str, Any] = {
        "articles": len(ids),
        "gold stories": len({gold[id_] for id_ in ids}),
        "stories": len({label[id_] for id_ in ids}),
        **b_cubed([label[id_] for id_ in ids], [gold[id_] for id_ in ids]),
        **pairwise([label[id_] for id_ in ids], [gold[id_] for id_ in ids]),
    }
    if planted:
        found = {frozenset((a, b)) for group in copies.find(readings) for a in group for b in group if a < b}
        scores["copies found"] = 100 * len(planted & found) / len(planted)
        scores["false copies"] = sum(len({gold[i] for i in pair if i in gold}) > 1 for pair in found)
    return scores


def b_cubed(said: Sequence[Any], gold: Sequence[Any]) -> dict[str, float]:
    """Precision, recall and F1 in percent, averaged over items."""
    together, ours, theirs = Counter(zip(said, gold, strict=True)), Counter(said), Counter(gold)
    pairs = list(zip(said, gold, strict=True))
    precision = sum(together[pair] / ours[pair[0]] for pair in pairs) / max(1, len(pairs))
    recall = sum(together[pair] / theirs[pair[1]] for pair in pairs) / max(1, len(pairs))
    return {
        "B3 precision": 100 * precision,
        "B3 recall": 100 * recall,
        "B3 F1": 200 * precision * recall / max(1e-9, precision + recall),
    }


def pairwise(said: Sequence[Any], gold: Sequence[Any]) -> dict[str, float]:
    """F1 in percent over pairs of items that are together."""

    def pairs(counts: Iterable[int]) -> int:
        return sum(n * (n - 1) // 2 for n in counts)

    right = pairs(Counter(zip(said, gold, strict=True)).values())
    total = pairs(Counter(said).values()) + pairs(Counter(gold).values())
    return {"pair F1": 200 * right / max(1, total)}


def load(path: Path) -> tuple[list[Article], dict[str, str]]:
    """The articles of a file with `story` labels, and the story of each."""
    from briefing.forms import load as made
    from briefing.sources.page.debris import mark

    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    articles: list[Article] = []
    gold: dict[str, str] = {}
    with opened as lines:
        for line in lines:
            record = json.loads(line)
            published = str(record.get("published") or "")
            known = published if re.match(r"\d{4}-\d\d-\d\d", published) else None  # MEANTIME has "03-02-2009" too
            language = record.get("language") or record.get("lang") or "en"
            row = {**record, "id": str(record["id"]), "language": language, "published": known}
            article = made(Article, row)
            blocks = mark(article.text, title=article.title).blocks
            articles.append(_with_blocks(article, blocks))
            gold[str(record["id"])] = record["story"]
    return articles, gold


def _with_blocks(article: Article, blocks: Any) -> Article:
    import dataclasses

    return dataclasses.replace(article, blocks=blocks)


def _seeds(folder: Path, settings: Settings) -> tuple[list[Article], dict[str, str], set[frozenset[str]]]:
    """The seeds with the labels beside them; an article of a collection is labelled by its own id."""
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    labels = labels.get("articles", labels)
    articles: list[Article] = []
    gold: dict[str, str] = {}
    ids: dict[str, str] = {}
    days = sorted(str(path) for path in folder.iterdir() if path.is_dir())
    for article in collect(days, settings=settings):
        if isinstance(article, Skipped):
            continue
        at = article.origin.find(folder.name + "/") + len(folder.name) + 1
        key = article.origin[at:]
        label = labels.get(key) or labels.get(f"{key.split('#')[0]}#{article.id}") or labels.get(article.id)
        articles.append(article)
        if label:
            gold[article.id] = label["story"]
            ids[key] = article.id
    planted = {
        frozenset((ids[key], ids[label["copy_of"]]))
        for key, label in labels.items()
        if label.get("copy_of") and key in ids and label["copy_of"] in ids
    }
    return articles, gold, planted
