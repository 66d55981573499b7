"""Piles: articles of many kinds with known stories, made of openly licensed text, each the same on every run.

``python -m tools.eval.piles DATA`` writes the mixed pile of the repository again: full texts, openings and headlines
of the topics of ECB+ that nothing is trained on, wrong days for one in ten, and halves of MEANTIME's articles in two
languages that say different things.
"""

import dataclasses
import gzip
import json
import random
import sys
import zlib
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from briefing.model import Article, Reading

Record = dict[str, Any]
#: Topics of ECB+ that no weight is learnt on: the usual test part.
HELD_OUT = range(36, 46)
MIXED = Path("tests/gold/mixed-pile.jsonl")
SEED = 15
#: Articles of a held-out topic that the mixed pile takes, and pairs of halves of each of MEANTIME's subjects.
TAKEN, HALVES = 14, 4
FIRST_DAY = date(2024, 3, 1)


def topic_of(story: str) -> int:
    """The topic of a story of ECB+ ("36-ecb")."""
    return int(story.split("-", maxsplit=1)[0])


def shortened(reading: Reading, first: int, last: int, *, headline: bool = True) -> Reading:
    """The reading of an article that holds only the running sentences from ``first`` up to ``last``."""
    running = [n for n, sent in enumerate(reading.sentences) if sent.quotable][first:last]
    heads = [n for n, sent in enumerate(reading.sentences) if sent.kind == "headline"][:1] if headline else []
    kept = sorted({*running, *heads}) or [0]
    spans = [reading.sentences[n].span for n in kept]
    width = reading.width
    article = reading.article if headline else dataclasses.replace(reading.article, title="")
    return dataclasses.replace(
        reading,
        article=dataclasses.replace(article, id=f"{article.id}:{first}"),
        sentences=tuple(reading.sentences[n] for n in kept),
        mentions=tuple(m for m in reading.mentions if any(s.start <= m.span.start < s.end for s in spans)),
        timexes=(),
        vectors=b"".join(reading.vectors[n * width : (n + 1) * width] for n in kept),
        salience=(),
        summary=(),
    )


def records(path: Path) -> list[Record]:
    """The lines of a corpus."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    with opened as lines:
        return [json.loads(line) for line in lines]


def mixed(data: Path) -> list[Record]:
    """The mixed pile: see the head of this module."""
    rng = random.Random(SEED)
    found = []
    held = [row for row in records(data / "ecbplus" / "all.jsonl.gz") if topic_of(row["story"]) in HELD_OUT]
    for topic in HELD_OUT:
        rows = [row for row in held if topic_of(row["story"]) == topic]
        day = FIRST_DAY + timedelta(days=rng.randrange(3))
        for row in rng.sample(rows, min(TAKEN, len(rows))):
            grain = rng.choice(("full", "full", "opening", "headline"))
            text = _grain(row["text"], [row["text"][a:b] for a, b in row["sents"]], grain)
            found.append(_record(row["id"], row["story"], "en", text, day, "ECB+, CC BY 3.0"))
    dutch = {row["id"]: row for row in records(data / "meantime" / "nl.jsonl.gz")}
    english = [row for row in records(data / "meantime" / "en.jsonl.gz") if row["id"] in dutch]
    for subject in sorted({row["topic"] for row in english}):
        chosen = rng.sample([row for row in english if row["topic"] == subject], HALVES)
        for row in chosen:
            day = FIRST_DAY + timedelta(days=rng.randrange(3))
            other = dutch[row["id"]]
            for source, language, part in ((row, "en", 0), (other, "nl", 1)):
                sents = [source["text"][a:b] for a, b in source["sents"]]
                half = max(2, len(sents) // 2)
                text = "\n".join(sents[:half] if part == 0 else sents[half:] or sents[-2:])
                story = f"meantime-{row['id']}"
                found.append(_record(f"{row['id']}{language}", story, language, text, day, "MEANTIME, CC BY 4.0"))
    for row in rng.sample(found, len(found) // 10):
        row["published"] = (date.fromisoformat(row["published"]) + timedelta(days=rng.choice((5, 9, 30)))).isoformat()
    rng.shuffle(found)
    return found


def halves(data: Path) -> list[tuple[Article, str]]:
    """Of each of MEANTIME's articles the first half in English and the second in Dutch, with its story."""
    dutch = {row["id"]: row for row in records(data / "meantime" / "nl.jsonl.gz")}
    found = []
    for row in records(data / "meantime" / "en.jsonl.gz"):
        for source, language, part in ((row, "en", 0), (dutch.get(row["id"]), "nl", 1)):
            if source is not None:
                sents = [source["text"][a:b] for a, b in source["sents"]]
                half = max(1, len(sents) // 2)
                text = "\n".join(sents[:half] if part == 0 else sents[half:])
                id_ = f"{row['id']} {language}"
                found.append((Article(id=id_, title=source["title"], text=text, language=language), row["id"]))
    return found


def in_training(story: str) -> bool:
    """Whether a story is trained on: every other one, by its name."""
    return zlib.crc32(story.encode()) % 2 == 0


def _grain(text: str, sents: Sequence[str], grain: str) -> str:
    return text if grain == "full" else "\n".join(sents[: 3 if grain == "opening" else 1])


def _record(id_: str, story: str, language: str, text: str, day: date, source: str) -> Record:
    published = (day + timedelta(days=len(id_) % 2)).isoformat()
    fields = {"id": id_, "story": story, "language": language, "title": "", "text": text, "published": published}
    return {**fields, "source": source}


def main() -> int:
    """Write the mixed pile."""
    rows = mixed(Path(sys.argv[1]))
    MIXED.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} articles, {len({row['story'] for row in rows})} stories: {MIXED}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
