"""Scores of mentions (exact span and type) and of identity (B-cubed), within and across articles."""

import gzip
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from briefing.errors import ModelError
from briefing.grouping.identity.unify import merge
from briefing.model import Article, Mention, Reading, Sentence, Span
from briefing.reading import actors, names
from briefing.reading.model import cascade
from briefing.reading.text.segment import segment

#: (start, end, type)
Typed = tuple[int, int, str]

_TYPES = {
    "Person": "PER", "Organization": "ORG", "Location": "LOC", "Facility": "LOC", "NORP": "NORP", "Misc": "MISC",
    "Product": "MISC", "person": "PER", "organization": "ORG", "place": "LOC", "PER": "PER", "ORG": "ORG", "LOC": "LOC",
    "GPE": "LOC", "MISC": "MISC",
}  # fmt: skip
#: The issue's headline figure counts these.
_CORE = ("PER", "ORG", "LOC")
#: A mention of ours stands for a gold one if they share at least this part of their characters (Jaccard).
_OVERLAP = 0.5
_CLOSING = frozenset(".,;:!?)]}%")
_OPENING = frozenset("([{$£€")
_CLITICS = frozenset({"'s", "’s", "n't", "'re", "'ve", "'ll", "'m", "'d", "'"})


def run(path: Path | str, *, split: str = "dev", spaced: bool = False, rules: bool = False) -> dict[str, Any]:
    """Scores of one corpus file, by its form.

    Args:
        path: JSONL, gzipped or not: tokens with BIO tags, GUM, MEANTIME or ECB+ (mentions in chains), or readings in
            the contract's form (mentions with actors; actor ids hold across articles).
        split: of token sets: which part.
        spaced: token sets: join tokens with spaces instead of restoring the text.
        rules: without the model.
    """
    records = list(_seeds(Path(path)) if Path(path).name == "labels.json" else _records(Path(path)))
    encoder = None if rules else _encoder()
    if records and "tokens" in records[0]:
        return _tokens([record for record in records if record.get("split", split) == split], encoder, spaced=spaced)
    chained = any("chain" in mention for record in records for mention in record["mentions"])
    return _chains(records, encoder) if chained else _contract(records, encoder)


def _records(path: Path) -> Iterable[dict[str, Any]]:
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    for line in content.decode("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _seeds(path: Path) -> Iterable[dict[str, Any]]:
    """The labelled articles of a folder of seeds: bodies as text, an actor's name as its id."""
    for name, label in json.loads(path.read_text(encoding="utf-8")).items():
        if "actors" not in label or "body" not in label or "#" in name:
            continue
        first, last = label["body"]
        content = (path.parent / name).read_bytes()
        try:
            text = content.decode("utf-8")[first:last]
        except UnicodeDecodeError:  # one seed is in an old encoding, as some feeds are
            text = content.decode("cp1252")[first:last]
        entries = [
            {"start": at - first, "end": at - first + len(words), "type": _TYPES[actor["type"]], "actor": actor["name"]}
            for actor in label["actors"]
            for words, at in zip(actor["mentions"], actor["at"], strict=True)
            if actor["type"] in _TYPES and first <= at < last
        ]
        yield {"id": name, "text": text, "mentions": sorted(entries, key=lambda entry: entry["start"])}


def _encoder() -> Any:
    """The model, where it is there."""
    try:
        from briefing.reading.model.encode import Encoder
    except ImportError:
        return None
    try:
        return Encoder.load()
    except ModelError as error:
        print(f"rules only: {error}", file=sys.stderr)
        return None


def _read(article: Article, sentences: Sequence[Sentence], encoder: Any) -> tuple[Mention, ...]:
    texts = [sent.span.of(article.text) for sent in sentences]
    encodings = cascade.encoded(encoder, sentences, texts, article.language) if encoder else None
    return names.find(article, sentences, encodings)


# ── mentions ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def prf(right: int, wrong: int, missed: int) -> dict[str, float]:
    """Precision, recall and F1 in per cent."""
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"p": round(100 * precision, 2), "r": round(100 * recall, 2), "f1": round(100 * f1, 2)}


def score_mentions(pairs: Iterable[tuple[set[Typed], set[Typed]]]) -> dict[str, Any]:
    """Exact-match scores by type and over persons, bodies and places, from (ours, gold) per text."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for ours, gold in pairs:
        right.update(kind for *_, kind in ours & gold)
        wrong.update(kind for *_, kind in ours - gold)
        missed.update(kind for *_, kind in gold - ours)
    scores: dict[str, Any] = {kind: prf(right[kind], wrong[kind], missed[kind]) for kind in (*_CORE, "NORP", "MISC")}
    sums = [sum(counts[kind] for kind in _CORE) for counts in (right, wrong, missed)]
    scores["PER+ORG+LOC"] = prf(*sums)
    return scores


def _tokens(records: Sequence[dict[str, Any]], encoder: Any, *, spaced: bool) -> dict[str, Any]:
    pairs: list[tuple[set[Typed], set[Typed]]] = []
    count = 0
    begun = time.perf_counter()
    for record in records:
        text, sentences, gold = restore(record, spaced=spaced)
        found = _read(Article(id=record["id"], title="", text=text), sentences, encoder)
        count += len(sentences)
        pairs.append(({(m.span.start, m.span.end, m.type) for m in found}, set(gold)))
    seconds = time.perf_counter() - begun
    return {"mentions": score_mentions(pairs), "sentences_per_second": round(count / seconds) if seconds else 0}


def restore(record: Mapping[str, Any], *, spaced: bool = False) -> tuple[str, list[Sentence], list[Typed]]:
    """Text, sentences and gold mentions of a record of tokens; a sentence of the corpus per line."""
    tokens: list[str] = record["tokens"]
    starts = {first for first, _ in record["sents"]}
    text, places, quoted = "", [], False
    for i, token in enumerate(tokens):
        if i in starts:
            text, quoted = (text + "\n" if text else ""), False
        elif spaced or _space_between(tokens, i, quoted=quoted):
            text += " "
        places.append((len(text), len(text) + len(token)))
        text += token
        if token == '"':
            quoted = not quoted
    sentences = [Sentence(span=Span(places[a][0], places[b - 1][1]), kind="body") for a, b in record["sents"] if b > a]
    gold: list[Typed] = []
    tags: list[str] = record["tags"]
    i = 0
    while i < len(tags):
        stop = i + 1
        if tags[i] != "O":
            while stop < len(tags) and tags[stop].startswith("I"):
                stop += 1
            if kind := _TYPES.get(tags[i][2:]):
                gold.append((places[i][0], places[stop - 1][1], kind))
        i = stop
    return text, sentences, gold


def _space_between(tokens: Sequence[str], i: int, *, quoted: bool) -> bool:
    """Whether a space stood before token ``i``: none before closing marks, around hyphens, inside quotation marks."""
    before, token = tokens[i - 1], tokens[i]
    if token in _CLOSING or token in _CLITICS or before in _OPENING:
        return False
    if token in ("-", "–"):
        return not (before[-1].isalnum() and i + 1 < len(tokens) and tokens[i + 1][0].isalnum())
    if before in ("-", "–"):
        return not (i > 1 and tokens[i - 2][-1].isalnum() and token[0].isalnum())
    if before == "." and i > 1 and len(tokens[i - 2]) == 1 and tokens[i - 2].isupper():
        return not (len(token) == 1 and token.isupper())
    if token == '"':
        return not quoted
    return not (before == '"' and quoted)


# ── identity ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def b_cubed(ours: Mapping[Any, Any], gold: Mapping[Any, Any]) -> dict[str, float]:
    """B-cubed precision, recall and F1 (Bagga & Baldwin 1998) over the items that both clusterings have."""
    items = sorted(set(ours) & set(gold), key=repr)
    if not items:
        return {"p": 0.0, "r": 0.0, "f1": 0.0, "items": 0}
    sizes_ours: Counter[Any] = Counter(ours[item] for item in items)
    sizes_gold: Counter[Any] = Counter(gold[item] for item in items)
    shared: Counter[Any] = Counter((ours[item], gold[item]) for item in items)
    precision = sum(shared[ours[i], gold[i]] / sizes_ours[ours[i]] for i in items) / len(items)
    recall = sum(shared[ours[i], gold[i]] / sizes_gold[gold[i]] for i in items) / len(items)
    f1 = 2 * precision * recall / (precision + recall)
    return {
        "p": round(100 * precision, 2),
        "r": round(100 * recall, 2),
        "f1": round(100 * f1, 2),
        "items": len(items),
    }


def align(found: Sequence[Mention], gold: Sequence[Mapping[str, Any]]) -> dict[int, Mention]:
    """Gold mention (by index) → the mention of ours that stands for it: the same span, or the closest that overlaps."""
    chosen: dict[int, Mention] = {}
    for i, entry in enumerate(gold):
        best, closest = _OVERLAP - 1e-9, None
        for mention in found:
            shared = min(mention.span.end, entry["end"]) - max(mention.span.start, entry["start"])
            if shared > 0:
                overlap = shared / (max(mention.span.end, entry["end"]) - min(mention.span.start, entry["start"]))
                if overlap > best:
                    best, closest = overlap, mention
        if closest is not None:
            chosen[i] = closest
    return chosen


def readings(records: Sequence[Mapping[str, Any]], encoder: Any = None) -> list[Reading]:
    """Readings as far as actors are concerned."""
    made = []
    for record in records:
        article = Article(id=str(record["id"]), title=record.get("title") or "", text=record["text"])
        sentences = segment(article)
        resolved = actors.resolve(article, sentences, _read(article, sentences, encoder))
        made.append(
            Reading(
                article=article,
                sentences=tuple(sentences),
                mentions=resolved.mentions,
                references=resolved.references,
                actors=resolved.actors,
            )
        )
    return made


def _chains(records: Sequence[dict[str, Any]], encoder: Any) -> dict[str, Any]:
    """Identity over named mentions in chains: within each text, and across texts where chains run across."""
    across = any("lang" in record for record in records)
    read = readings(records, encoder)
    ids = merge(read).ids
    inside_ours: dict[Any, Any] = {}
    inside_gold: dict[Any, Any] = {}
    ours: dict[Any, Any] = {}
    gold: dict[Any, Any] = {}
    named = 0
    for record, reading in zip(records, read, strict=True):
        entries = [m for m in record["mentions"] if m.get("name") and _TYPES.get(m["type"]) in _CORE]
        named += len(entries)
        for i, mention in align(reading.mentions, entries).items():
            if mention.type == "MISC":
                continue
            item = (record["id"], i)
            local = mention.actor or f"none {i}"
            inside_ours[item], inside_gold[item] = (record["id"], local), (record["id"], entries[i]["chain"])
            ours[item] = ids.get((str(record["id"]), local), (record["id"], local))
            gold[item] = entries[i]["chain"]
    scores: dict[str, Any] = {"within": b_cubed(inside_ours, inside_gold), "named": named}
    if across:
        scores["across"] = b_cubed(ours, gold)
    return scores


def _contract(records: Sequence[dict[str, Any]], encoder: Any) -> dict[str, Any]:
    """Mentions and identity against readings in the contract's form."""
    read = readings(records, encoder)
    ids = merge(read).ids
    pairs: list[tuple[set[Typed], set[Typed]]] = []
    ours: dict[Any, Any] = {}
    gold: dict[Any, Any] = {}
    for record, reading in zip(records, read, strict=True):
        entries = record["mentions"]
        pairs.append(
            (
                {(m.span.start, m.span.end, m.type) for m in reading.mentions},
                {(m["start"], m["end"], m["type"]) for m in entries},
            )
        )
        named = [m for m in entries if m.get("actor")]
        for i, mention in align(reading.mentions, named).items():
            item = (record["id"], i)
            local = mention.actor or f"none {i}"
            ours[item] = ids.get((str(record["id"]), local), (record["id"], local))
            gold[item] = named[i]["actor"]
    return {"mentions": score_mentions(pairs), "across": b_cubed(ours, gold)}


def faults(path: Path | str, limit: int = 60, *, rules: bool = False) -> list[str]:
    """What went wrong in identity, in words: names wrongly joined, names wrongly parted."""
    records = list(_seeds(Path(path)) if Path(path).name == "labels.json" else _records(Path(path)))
    read = readings(records, None if rules else _encoder())
    across = any("lang" in record for record in records) or not any("genre" in record for record in records)
    ids = merge(read).ids
    chains: dict[Any, Counter[Any]] = defaultdict(Counter)
    actors: dict[Any, Counter[Any]] = defaultdict(Counter)
    for record, reading in zip(records, read, strict=True):
        entries = [
            m for m in record["mentions"] if m.get("actor") or (m.get("name") and _TYPES.get(m["type"]) in _CORE)
        ]
        for i, mention in align(reading.mentions, entries).items():
            if mention.type == "MISC":
                continue
            text = mention.span.of(reading.article.text)
            key: Any = ids.get((reading.article.id, mention.actor or ""), mention.actor)
            chain = entries[i].get("chain") or entries[i].get("actor")
            if not across:
                key, chain = (reading.article.id, mention.actor), (reading.article.id, chain)
            chains[chain][key, text] += 1
            actors[key][chain, text] += 1
    lines: list[tuple[int, str]] = []
    for word, groups in (("parted", chains), ("joined", actors)):
        for key, counts in groups.items():
            others = {other for other, _ in counts}
            if len(others) > 1:
                shown = "; ".join(f"{text} ×{n} → {other}" for (other, text), n in counts.most_common(8))
                lines.append((sum(counts.values()), f"{word} {key}: {shown}"))
    return [line for _, line in sorted(lines, key=lambda pair: (-pair[0], pair[1]))[:limit]]


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(name, json.dumps(run(name, rules=True), indent=1))
