"""Measures the reading of time expressions: `python tools/eval/timexes.py aquaint|meantime|gum|forms|speed DATA [--show N]`.

* aquaint: TIMEX3 spans and values as TempEval-3 scores them (UzZaman et al. 2013): relaxed span F1 (any overlap, one to
  one), strict span F1, value F1 (relaxed F1 times the share of matched expressions whose value is letter for letter right);
  "spelling aside" takes "1949-XX" and "W7" for what TimeML writes "1949" and "W07"; "part of the day aside" takes a gold
  "2000-04-16" for "2000-04-16TNI" too, as the file has both for "Sunday night"; day F1 compares the days that values span.
* meantime: the same, on the half of MEANTIME's articles that shapes nothing.
* gum: share of dated expressions whose day or span is right.
  Each of the three prints the shares of days that are wrong, and wrong and certain, too (see `tools.eval.days`).
* forms: phrases of one language each with all readings that count: found at the place, with one of the values.
* speed: sentences a second on one core, a quarter of them with a time expression.

DATA is the folder of corpora.
"""

import argparse
import gzip
import hashlib
import json
import re
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from briefing.lexicon.days import span_of
from briefing.model import Article, Timex
from briefing.reading import dates
from briefing.reading.text.segment import segment
from tools.eval.days import Placed, placed, reliability, scores

_PART = re.compile(r"T(?:MO|AF|EV|NI)\Z")


def rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read(text: str, day: date | None, language: str = "en", order: Any = "auto") -> tuple[Timex, ...]:
    article = Article(id="x", title="", text=text, published=day, language=language)
    return dates.find(article, segment(article), date_order=order)


def score(path: Path) -> dict[str, Any]:
    """TempEval-3 scores in percent of a file of texts with `timexes`."""
    return _tempeval(path)[0]


def tempeval(path: Path, show: int, *, held_out: bool = False) -> None:
    """Print the scores and the first ``show`` faults."""
    found, faults = _tempeval(path, held_out=held_out)
    print("   ".join(f"{name} {value:.1f}" for name, value in found.items()))
    for fault in sorted(faults)[:show]:
        print(fault.replace("\\n", " "))
    trust(_pairs(_chosen(path, held_out=held_out), "timexes"), show)


def trust(pairs: list[Placed], show: int) -> None:
    """Print how far the days can be trusted, and what is wrong and certain."""
    print("   ".join(f"{name} {value:.1f}" for name, value in scores(pairs).items()))
    for told, count, mean, right in reliability(pairs):
        print(f"  told {told}  {count:5}  mean {mean:5.1f}  right {right:5.1f}")
    for pair in [pair for pair in pairs if pair.wrong and pair.timex.certain][:show]:
        print(
            f"CERTAIN {pair.timex.probability:.3f} {pair.timex.value:12} {pair.gold[0]}..{pair.gold[1]} {pair.day} {pair.context!r} <{pair.timex.rule}>"
        )


def _pairs(articles: list[dict[str, Any]], field: str) -> list[Placed]:
    """The expressions of ``articles`` that both the reader and a human placed; ``field`` holds the human's."""
    made: list[Placed] = []
    for row in articles:
        day = date.fromisoformat(row["published"][:10])
        made.extend(placed(read(row["text"], day), row[field], day, row["text"]))
    return made


def _chosen(path: Path, *, held_out: bool) -> list[dict[str, Any]]:
    """The articles of a file; with ``held_out`` those that nothing was trained on (see `tools.train.direction`)."""
    return [
        row for row in rows(path) if not held_out or int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 2 == 0
    ]


def _tempeval(path: Path, *, held_out: bool = False) -> tuple[dict[str, Any], list[str]]:
    gold_count = system_count = relaxed = strict = valued = typed = spelt = parted = placed = 0
    faults: list[str] = []
    for row in _chosen(path, held_out=held_out):
        text = row["text"]
        found = list(read(text, date.fromisoformat(row["published"][:10])))
        gold_count += len(row["timexes"])
        system_count += len(found)
        for gold in row["timexes"]:
            context = (
                text[max(0, gold["start"] - 50) : gold["start"]]
                + "{"
                + gold["text"]
                + "}"
                + text[gold["end"] : gold["end"] + 40]
            )
            hits = [t for t in found if t.span.start < gold["end"] and gold["start"] < t.span.end]
            exact = [t for t in hits if (t.span.start, t.span.end) == (gold["start"], gold["end"])]
            if not hits:
                faults.append(f"MISSED  {gold['value']:20} {context!r}")
                continue
            hit = (exact or hits)[0]
            found.remove(hit)
            relaxed += 1
            strict += bool(exact)
            typed += hit.type == gold["type"]
            plain = canonical(gold["value"])
            spelt += hit.value == plain
            parted += _PART.sub("", hit.value) == _PART.sub("", plain)
            days = span_of(plain)
            placed += (hit.first, hit.last) == days if days else hit.value == plain
            if hit.value == gold["value"]:
                valued += 1
            else:
                faults.append(
                    f"VALUE   {gold['value']:20} {hit.value:20} {row['published'][:10]} {context!r} <{hit.rule}>"
                )
        faults += [
            f"EXTRA   {t.value:20} {text[max(0, t.span.start - 40) : t.span.start] + '{' + t.span.of(text) + '}' + text[t.span.end : t.span.end + 30]!r} <{t.rule}>"
            for t in found
        ]

    def f1(hits: int) -> float:
        return 200 * hits / (gold_count + system_count)

    scores = {
        "gold": gold_count,
        "found": system_count,
        "relaxed span F1": f1(relaxed),
        "strict span F1": f1(strict),
        "value F1": f1(valued),
        "value F1, spelling aside": f1(spelt),
        "and part of the day aside": f1(parted),
        "day F1": f1(placed),
        "type F1": f1(typed),
    }
    return scores, faults


def canonical(value: str) -> str:
    """A gold value as TimeML 1.2.1 spells it: "1949" for "1949-XX", "2000-W07" for "2000-W7"."""
    value = re.sub(r"(?:-XX)+$", "", value)
    return re.sub(r"-W(\d)$", r"-W0\1", value)


def gold_span(entry: dict[str, Any]) -> tuple[date, date] | None:
    """The days that a date of GUM means; None where it gives an open or a clock time only."""
    if "when" in entry:
        return span_of(entry["when"]) if entry["when"][:1].isdigit() else None
    if "from" in entry and "to" in entry:
        first, last = span_of(entry["from"]), span_of(entry["to"])
        return (first[0], last[1]) if first and last else None
    return None


def gum(data: Path, show: int) -> None:
    total = right = near = 0
    faults = []
    for row in rows(data / "gum" / "train.jsonl.gz"):
        found = read(row["text"], date.fromisoformat(row["published"]))
        for entry in row["dates"]:
            days = gold_span(entry)
            if days is None:
                continue
            total += 1
            hits = [t for t in found if t.span.start < entry["end"] and entry["start"] < t.span.end]
            if any((t.first, t.last) == days for t in hits):
                right += 1
            elif any(
                t.first and t.last and t.first <= days[1] and days[0] <= t.last and (t.last - t.first).days < 40
                for t in hits
            ):
                near += 1
                faults.append(f"near {row['id']} {entry['text']!r} {days[0]}..{days[1]} {[t.value for t in hits]}")
            else:
                around = row["text"][max(0, entry["start"] - 50) : entry["end"] + 30]
                faults.append(
                    f"{row['id']} {row['published']} {entry['text']!r} {days[0]}..{days[1]} {[(t.value, t.rule) for t in hits]} {around!r}"
                )
    print(f"dated {total}: right {100 * right / total:.1f} %, another {100 * near / total:.1f} % overlap")
    for fault in faults[:show]:
        print(fault)
    trust(_pairs(_chosen(data / "gum" / "train.jsonl.gz", held_out=True), "dates"), show)


def forms(data: Path, show: int, language: str, kinds: str) -> None:
    kind_total: Counter[str] = Counter()
    kind_found: Counter[str] = Counter()
    kind_right: Counter[str] = Counter()
    faults = []
    for row in rows(data / "recognizers-dates" / "all.jsonl.gz"):
        if row["lang"] != language or not row["ref"]:
            continue
        day = date.fromisoformat(row["ref"][:10])
        found = read(row["text"], day, language[:2], "dmy" if language == "en-GB" else "auto")
        for result in row["results"]:
            if (
                not result.get("values")
                or result["start"] is None
                or (kinds and result["type"] not in kinds.split(","))
            ):
                continue
            kind_total[result["type"]] += 1
            hits = [t for t in found if t.span.start <= result["end"] and result["start"] < t.span.end]
            kind_found[result["type"]] += bool(hits)
            good = any(fits(t, value) for t in hits for value in result["values"] if isinstance(value, dict))
            kind_right[result["type"]] += good
            if not good:
                faults.append(
                    f"{row['ref'][:10]} {row['text']!r} {result['text']!r} {[v.get('timex') for v in result['values'] if isinstance(v, dict)][:1]} {[(t.span.of(row['text']), t.value, t.rule) for t in hits]}"
                )
    for kind in kind_total:
        print(
            f"{kind:15} {kind_total[kind]:4}  found {kind_found[kind]:4}  right {kind_right[kind]:4}  {100 * kind_right[kind] / kind_total[kind]:.0f} %"
        )
    for fault in faults[:show]:
        print(fault)


def fits(timex: Timex, value: dict[str, Any]) -> bool:
    """Whether one of the readings that count is ours: the same TIMEX value, day, or days (their ends are exclusive)."""
    if timex.value == value.get("timex") or (timex.value[10:] and timex.value[10:] == value.get("timex")):
        return True
    clock = timex.value.partition("T")[2][:5]
    if clock[:1].isdigit() and value.get("value", "")[-8:-3] == clock:
        return len(value["value"]) == 8 or value["value"][:10] == timex.value[:10]
    if timex.first is None or timex.last is None:
        return False
    given = value.get("value", "")
    if given[:4].isdigit():
        return timex.first == timex.last and timex.first.isoformat() == given[:10]
    start, end = value.get("start", "")[:10], value.get("end", "")[:10]
    try:
        first = date.fromisoformat(start) if start else None
        last = date.fromisoformat(end) - timedelta(days=1) if end else None
    except ValueError:
        return False
    if first and last:
        return (timex.first, timex.last) in ((first, last), (first, last + timedelta(days=1)))
    return (
        first in (timex.first, timex.last + timedelta(days=1))
        if first
        else last is not None and last in (timex.last, timex.first - timedelta(days=1))
    )


def speed(data: Path) -> None:
    plain = [
        "The delegation said the talks were held in a good atmosphere and would go on as planned in the capital.",
        "Officials in the ministry declined to comment on the report, which was first published by a local newspaper.",
        "More than 1,900 troops took part in the exercise, the largest of its kind in the region, the army said.",
    ]
    dated = [
        "The foreign minister arrived in the city on Tuesday for talks with his counterpart about the border.",
        "Israel struck a range of military targets on 20 January, including what it said was a training camp.",
        "The two sides will meet again next week, three months after the last round broke down in Geneva.",
    ]
    text, count = [], 0
    for number in range(4000):
        text.append(plain[number % 3] if number % 4 else dated[number // 4 % 3])
        count += 1
    article = Article(id="x", title="", text="\n".join(text), published=date(2019, 1, 29))
    sentences = segment(article)
    dates.find(article, sentences[:10])
    best = 0.0
    for _ in range(5):
        begin = time.process_time()
        found = dates.find(article, sentences)
        best = max(best, len(sentences) / (time.process_time() - begin))
    print(f"{len(sentences)} sentences, {len(found)} expressions: {best:,.0f} sentences/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("aquaint", "meantime", "gum", "forms", "speed"))
    parser.add_argument("data", type=Path)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--language", default="en")
    parser.add_argument("--kinds", default="")
    asked = parser.parse_args()
    if asked.what == "aquaint":
        tempeval(asked.data / "timex" / "aquaint.jsonl.gz", asked.show)
    elif asked.what == "meantime":
        tempeval(asked.data / "timex" / "meantime-en.jsonl.gz", asked.show, held_out=True)
    elif asked.what == "gum":
        gum(asked.data, asked.show)
    elif asked.what == "forms":
        forms(asked.data, asked.show, asked.language, asked.kinds)
    else:
        speed(asked.data)


if __name__ == "__main__":
    main()
