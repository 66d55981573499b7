"""The training corpora as tagged lines: Worldwide NER, wikigold, GUM, and headlines without tags.

Words are cut as the tokenizer cuts them at run time; a tag stands on the first sub-word of each word.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefing.reading.model.tagging import SPECIAL, TAGS, TYPES, shape, words_of

IGNORED = -100  # a tag that the loss does not look at (PyTorch's convention)
WORLDWIDE, WIKIGOLD, GUM, HEADLINES = range(4)  # where a line is from: the head learns each set's own customs
MAX_PIECES = 200

_KINDS = {
    "Person": "PER",
    "Organization": "ORG",
    "Location": "LOC",
    "Facility": "LOC",
    "NORP": "NORP",
    "Misc": "MISC",
    "Product": "MISC",
    "person": "PER",
    "organization": "ORG",
    "place": "LOC",
}
_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"'}
_ENDS = {".", "!", "?"}
_ABBREVIATED = {
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "Gen",
    "Col",
    "Lt",
    "Sgt",
    "Sen",
    "Gov",
    "Rep",
    "Prof",
    "Hon",
    "St",
    "No",
    "vs",
}


@dataclass(slots=True, kw_only=True)
class Line:
    """A sentence or paragraph: tokens with BIO tags (None where the corpus does not say)."""

    tokens: list[str]
    tags: list[str | None]
    source: int


@dataclass(slots=True, kw_only=True)
class Example:
    """What the network is shown: sub-words, their casing, a tag on the first sub-word of each word."""

    ids: list[int]
    shapes: list[int]
    labels: list[int]
    source: int
    teacher: Any = field(default=None)


def read(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def paragraphs(document: dict[str, Any], source: int) -> Iterator[Line]:
    """The lines of a document of tokens, in the tag names of the product."""
    for first, last in document["sents"]:
        tokens = [_BRACKETS.get(token, token) for token in document["tokens"][first:last]]
        tags: list[str | None] = [_tag(tag) for tag in document["tags"][first:last]]
        if tokens:
            yield Line(tokens=tokens, tags=tags, source=source)


def _tag(tag: str) -> str:
    kind = _KINDS.get(tag[2:])
    return f"{tag[0]}-{kind}" if kind else "O"


def sentences(line: Line) -> Iterator[Line]:
    """A paragraph cut after its full stops, as the segmenter will cut it at run time."""
    start = 0
    count = len(line.tokens)
    for index, token in enumerate(line.tokens):
        stop = index + 1
        if token not in _ENDS or line.tokens[index - 1] in _ABBREVIATED or len(line.tokens[index - 1]) == 1:
            continue
        while stop < count and line.tokens[stop] in {'"', "'", "”", "’", ")"}:
            stop += 1
        if stop < count and not line.tokens[stop][:1].isupper() and line.tokens[stop] not in {'"', "“", "‘", "'"}:
            continue
        if stop < count and (line.tags[stop] or "O")[0] == "I":
            continue
        if start < stop:
            yield Line(tokens=line.tokens[start:stop], tags=line.tags[start:stop], source=line.source)
        start = stop
    if start < count:
        yield Line(tokens=line.tokens[start:], tags=line.tags[start:], source=line.source)


def worldwide(data: Path, split: str) -> list[Line]:
    documents = read(data / "worldwide-ner" / "train-dev.jsonl.gz")
    return [line for doc in documents if doc["split"] == split for line in paragraphs(doc, WORLDWIDE)]


def wikigold(data: Path, peoples: set[str]) -> list[Line]:
    """Wikigold files peoples under Misc: those that Worldwide NER knows as such become NORP.

    Args:
        data: the folder of corpora.
        peoples: words tagged NORP in the training split of Worldwide NER.
    """
    lines = [line for doc in read(data / "wikigold" / "train.jsonl.gz") for line in paragraphs(doc, WIKIGOLD)]
    for line in lines:
        for index, (token, tag) in enumerate(zip(line.tokens, line.tags, strict=True)):
            follows = index + 1 < len(line.tags) and line.tags[index + 1] == "I-MISC"
            if tag == "B-MISC" and token in peoples and not follows:
                line.tags[index] = "B-NORP"
    return lines


def gum(data: Path) -> list[Line]:
    """GUM names only some things: a capitalised word outside its named mentions is left untagged."""
    lines: list[Line] = []
    for doc in read(data / "gum" / "train.jsonl.gz"):
        named = [m for m in doc["mentions"] if m.get("name") and m["type"] in _KINDS]
        named.sort(key=lambda m: (m["start"], m["end"]))
        for start, end in doc["sents"]:
            inside = [m for m in named if start <= m["start"] and m["end"] <= end]
            lines.append(_gum_line(doc["text"], start, end, inside))
    return [line for line in lines if line.tokens]


def _gum_line(text: str, start: int, end: int, named: list[dict[str, Any]]) -> Line:
    tokens: list[str] = []
    tags: list[str | None] = []
    at = start
    previous: tuple[int, int] | None = None
    for word in text[start:end].split():
        begin = text.index(word, at)
        at = begin + len(word)
        for left, right in _cut(word):
            first, last = begin + left, begin + right
            # the innermost named mention: "Bernoulli" in "the Bernoulli family" is no person of that name alone
            over = [m for m in named if m["start"] <= first and last <= m["end"]]
            token = text[first:last]
            tokens.append(token)
            if not over:
                tags.append(None if token[:1].isupper() else "O")
                previous = None
                continue
            inner = min(over, key=lambda m: (m["end"] - m["start"], m["start"]))
            key = (inner["start"], inner["end"])
            long = inner["end"] - inner["start"] > 45 or not text[inner["start"]].isupper()
            tags.append(None if long or len(over) > 1 else f"{'I' if key == previous else 'B'}-{_KINDS[inner['type']]}")
            previous = key
    return Line(tokens=tokens, tags=tags, source=GUM)


def _cut(word: str) -> Iterator[tuple[int, int]]:
    start = 0
    for index, char in enumerate(word):
        if not char.isalnum():
            if start < index:
                yield start, index
            yield index, index + 1
            start = index + 1
    if start < len(word):
        yield start, len(word)


def headlines(data: Path) -> list[Line]:
    """Headlines without tags: they only keep the sentence vector true."""
    path = data / "headlines" / "dev.jsonl.gz"
    texts = [doc["text"].split() for doc in read(path)]
    return [Line(tokens=words, tags=[None] * len(words), source=HEADLINES) for words in texts if words]


def peoples(lines: list[Line]) -> set[str]:
    return {t for line in lines for t, tag in zip(line.tokens, line.tags, strict=True) if tag == "B-NORP"}


def names(lines: list[Line]) -> dict[str, list[list[str]]]:
    """Every name of the training lines by type, with repetition, to put one in another's place."""
    found: dict[str, list[list[str]]] = {kind: [] for kind in TYPES}
    for line in lines:
        for kind, start, end in spans(line):
            found[kind].append(line.tokens[start:end])
    return found


def spans(line: Line) -> list[tuple[str, int, int]]:
    """The entities of a line as (type, first token, one past the last token)."""
    found: list[tuple[str, int, int]] = []
    for index, tag in enumerate(line.tags):
        if tag is None or tag == "O":
            continue
        if tag[0] == "I" and found and found[-1][2] == index and found[-1][0] == tag[2:]:
            found[-1] = (found[-1][0], found[-1][1], index + 1)
        else:
            found.append((tag[2:], index, index + 1))
    return found


def with_other_names(line: Line, pool: dict[str, list[list[str]]], rng: random.Random) -> Line:
    """A line in which about half of the persons, bodies and places bear another name of their type."""
    tokens: list[str] = []
    tags: list[str | None] = []
    at = 0
    for kind, start, end in spans(line):
        if kind not in {"PER", "ORG", "LOC"} or rng.random() < 0.5:
            continue
        name = rng.choice(pool[kind])
        tokens += line.tokens[at:start] + name
        tags += [*line.tags[at:start], f"B-{kind}", *[f"I-{kind}"] * (len(name) - 1)]
        at = end
    return Line(tokens=tokens + line.tokens[at:], tags=tags + line.tags[at:], source=line.source)


def recased(line: Line, rng: random.Random) -> Line:
    """A line as a headline writes it: in capitals, in title case, or (rarely) without capitals."""
    draw = rng.random()
    if draw < 0.45:
        tokens = [token.upper() for token in line.tokens]
    elif draw < 0.85:
        tokens = [token[:1].upper() + token[1:] for token in line.tokens]
    else:
        tokens = [token.lower() for token in line.tokens]
    return Line(tokens=tokens, tags=line.tags, source=line.source)


def text_of(line: Line) -> tuple[str, list[int]]:
    """The line's text, and where each token starts in it."""
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for token in line.tokens:
        glued = token.lower() in {"n't", "n’t"}
        if parts and not glued:
            parts.append(" ")
            at += 1
        starts.append(at)
        parts.append(token)
        at += len(token)
    return "".join(parts), starts


def example(line: Line, tokenizer: Any) -> Example:
    """A line as the network is shown it."""
    text, starts = text_of(line)
    encoded = tokenizer.encode(text)
    words = words_of(encoded.word_ids, encoded.offsets)
    labels = [IGNORED] * len(encoded.ids)
    shapes = [SPECIAL] * len(encoded.ids)
    by_word: dict[int, int] = {}
    token = 0
    previous = -1
    for number, (first, start, end) in enumerate(words):
        while token + 1 < len(starts) and starts[token + 1] <= start:
            token += 1
        tag = line.tags[token]
        if tag is not None:
            # a token that the tokenizer cuts in several words (U.S.) begins once
            inside = tag[0] == "B" and token == previous
            labels[first] = TAGS.index("I" + tag[1:] if inside else tag)
        previous = token
        by_word[number] = shape(text[start:end])
    seen: int = -1
    last: int | None = None
    for index, word in enumerate(encoded.word_ids):
        if word is None:
            continue
        if word != last:
            seen += 1
            last = word
        shapes[index] = by_word[seen]
    return Example(ids=list(encoded.ids), shapes=shapes, labels=_begun(labels), source=line.source)


def _begun(labels: list[int]) -> list[int]:
    """No I- without its B-: a line may begin inside an entity where an annotator's line did."""
    before = 0
    for index, label in enumerate(labels):
        if label == IGNORED:
            continue
        if label and label % 2 == 0 and before not in {label, label - 1}:
            labels[index] = label - 1
        before = labels[index]
    return labels


def pieces(lines: list[Line], tokenizer: Any) -> list[Line]:
    """The lines that fit the network; a longer paragraph as its sentences."""
    fitting: list[Line] = []
    for line in lines:
        if len(tokenizer.encode(text_of(line)[0]).ids) <= MAX_PIECES:
            fitting.append(line)
        else:
            fitting += [sent for sent in sentences(line) if len(sent.tokens) <= MAX_PIECES // 2]
    return fitting
