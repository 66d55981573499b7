"""The training corpora as tagged lines: openly licensed sets in some twelve languages, and our own labels.

A tag is a BIO tag, None where the corpus does not say, or "?" where it says only that the word is no person, body or
place. Words are cut as the tokenizer cuts them at run time; a tag stands on the first sub-word of each word.
"""

import gzip
import json
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

from briefing.lexicon.places import place
from briefing.reading.model.tagging import TAGS, TYPES, words_of

IGNORED = -100  # a tag that the loss does not look at (PyTorch's convention)
NEITHER = -1  # the loss only asks that it be no person, body or place
#: Sets with customs of their own in what they call a name and where it ends: the head learns each apart, and what ships
#: are those of our own guide.
CUSTOMS = ("own", "wikigold", "meantime", "gum", "germeval", "uner", "btc", "wnut17", "sec")
MAX_PIECES = 200
#: One line in so many of each set is held out (by a checksum of its words): the dev split.
HELD_OUT = 10

_KINDS = {
    **{kind: kind for kind in TYPES},
    "Person": "PER",
    "Organization": "ORG",
    "Location": "LOC",
    "Facility": "LOC",
    "Misc": "MISC",
    "Product": "MISC",
    "person": "PER",
    "organization": "ORG",
    "place": "LOC",
    "PRO": "MISC",
}
_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"'}
#: Sets that have no MISC or NORP: a capitalised word outside their names may still be one.
_THREE = ("uner-", "btc", "sec-filings")
_LABELS = Path(__file__).parent / "labels"
_MARKUP = re.compile(r"\[(PER|ORG|LOC|NORP|MISC) ([^\[\]]+)\]")
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(slots=True, kw_only=True)
class Line:
    """A sentence: tokens with tags; `glued` says before which tokens no space stands (None: by punctuation)."""

    tokens: list[str]
    tags: list[str | None]
    language: str = "en"
    corpus: str = ""
    glued: list[bool] | None = None

    @property
    def source(self) -> int:
        """Whose customs it follows, an index of `CUSTOMS`."""
        return CUSTOMS.index(self.corpus.partition("-")[0])


@dataclass(slots=True, kw_only=True)
class Example:
    """What the network is shown: sub-words, and a tag on the first sub-word of each word."""

    ids: list[int]
    labels: list[int]
    source: int
    key: str = ""  # the text whose vector is wanted, where it is known
    teacher: Any = field(default=None)


def read(path: Path) -> list[dict[str, Any]]:
    """The records of one file of a corpus."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def held_out(line: Line) -> bool:
    """Whether a line belongs to the dev split."""
    return crc32(" ".join(line.tokens).encode()) % HELD_OUT == 0


# --- the sets -----------------------------------------------------------------------------------------------------


def named(data: Path) -> list[Line]:
    """Every line with tags that may shape weights, dev split included (see `held_out`)."""
    lines = [line for path in sorted((data / "ner-open").glob("*.jsonl.gz")) for line in _open(path)]
    lines += documents(data / "wikigold" / "train.jsonl.gz", "wikigold")
    lines += gum(data) + meantime(data, "en") + meantime(data, "nl")
    lines += [line for path in sorted(_LABELS.glob("*.txt")) for line in labels(path)]
    return [_with_peoples(line) if line.language == "en" else line for line in lines if 1 < len(line.tokens) <= 120]


def _open(path: Path) -> Iterator[Line]:
    name = path.name.partition(".")[0]
    for doc in read(path):
        tokens, tags = doc["tokens"], [None if tag == "?" else tag for tag in doc["tags"]]
        if tokens and tokens[0].startswith("http"):  # the address that a sentence was taken from
            tokens, tags = tokens[1:], tags[1:]
        if name.startswith(_THREE):
            tags = ["?" if tag == "O" and token[:1].isupper() else tag for token, tag in zip(tokens, tags, strict=True)]
        yield Line(tokens=tokens, tags=tags, language=doc["lang"], corpus=name)


def documents(path: Path, corpus: str, split: str | None = None) -> list[Line]:
    """The sentences of a set of tokenised documents."""
    lines = []
    for doc in read(path):
        if split is not None and doc["split"] != split:
            continue
        for first, last in doc["sents"]:
            tokens = [_BRACKETS.get(token, token) for token in doc["tokens"][first:last]]
            tags: list[str | None] = [_tag(tag) for tag in doc["tags"][first:last]]
            lines.append(Line(tokens=tokens, tags=tags, corpus=corpus))
    return lines


def _tag(tag: str) -> str:
    kind = _KINDS.get(tag[2:])
    return f"{tag[0]}-{kind}" if kind else "O"


def gum(data: Path) -> list[Line]:
    """GUM names only some things: a capitalised word outside its named mentions is left untagged."""
    lines = []
    for doc in read(data / "gum" / "train.jsonl.gz"):
        mentions = [m for m in doc["mentions"] if m.get("name") and m["type"] in _KINDS]
        for start, end in doc["sents"]:
            inside = [m for m in mentions if start <= m["start"] and m["end"] <= end]
            lines.append(_marked(doc["text"], start, end, inside, "gum", "en"))
    return lines


def meantime(data: Path, language: str) -> list[Line]:
    """MEANTIME is annotated as far as its last mention; the extent of a mention may be more than its name."""
    lines = []
    for doc in read(data / "meantime" / f"{language}.jsonl.gz"):
        mentions = [m for m in doc["mentions"] if m.get("name") and m["type"] in _KINDS]
        last = max((m["end"] for m in doc["mentions"]), default=0)
        for start, end in doc["sents"]:
            if end <= last:
                inside = [m for m in mentions if start <= m["start"] and m["end"] <= end]
                lines.append(_marked(doc["text"], start, end, inside, "meantime", language))
    return lines


def _marked(text: str, start: int, end: int, names: list[dict[str, Any]], corpus: str, language: str) -> Line:
    line = Line(tokens=[], tags=[], corpus=corpus, language=language, glued=[])
    assert line.glued is not None
    previous: tuple[int, int] | None = None
    before = start
    for match in _WORD.finditer(text, start, end):
        first, last = match.span()
        over = [m for m in names if m["start"] <= first and last <= m["end"]]
        line.tokens.append(match.group())
        line.glued.append(first == before and bool(line.glued))
        before = last
        if not over:
            line.tags.append(None if match.group()[:1].isupper() else "O")
            previous = None
            continue
        inner = min(over, key=lambda m: (m["end"] - m["start"], m["start"]))
        key = (inner["start"], inner["end"])
        line.tags.append(f"{'I' if key == previous else 'B'}-{_KINDS[inner['type']]}" if _bare(text, *key) else None)
        previous = key
    return line


def _bare(text: str, start: int, end: int) -> bool:
    """Whether an extent is a name and nothing else: it begins and ends with a capital and is short."""
    words = _WORD.findall(text[start:end])
    low = sum(word[:1].islower() for word in words)
    return end - start <= 45 and words[0][:1].isupper() and words[-1][:1].isupper() and low <= 2 and "," not in words


def labels(path: Path) -> list[Line]:
    """Our own labels: one sentence a line, names in brackets, `[PER Ann Lee] left [LOC Rome]`; # begins a remark."""
    lines = []
    for raw in path.read_text(encoding="utf-8").splitlines():
        if not raw.strip() or raw.startswith("#"):
            continue
        names: list[tuple[int, int, str]] = []
        text, at = "", 0
        for match in _MARKUP.finditer(raw):
            text += raw[at : match.start()]
            names.append((len(text), len(text) + len(match.group(2)), match.group(1)))
            text += match.group(2)
            at = match.end()
        text += raw[at:]
        lines.append(_labelled(text, names, path.stem.partition("-")[0]))
    return lines


def _labelled(text: str, names: list[tuple[int, int, str]], language: str) -> Line:
    line = Line(tokens=[], tags=[], corpus="own", language=language, glued=[])
    assert line.glued is not None
    before = -1
    previous: tuple[int, int, str] | None = None
    for match in _WORD.finditer(text):
        start, end = match.span()
        # a clitic is written together with the name: the word is the name's all the same
        over = next((name for name in names if name[0] < end and start < name[1]), None)
        line.tokens.append(match.group())
        line.glued.append(start == before)
        before = end
        line.tags.append("O" if over is None else f"{'I' if over == previous else 'B'}-{over[2]}")
        previous = over
    return line


def _with_peoples(line: Line) -> Line:
    """Sets without NORP: the adjectives and nouns of states and peoples that stand alone become NORP (English)."""
    if line.corpus == "own":
        return line
    for index, (token, tag) in enumerate(zip(line.tokens, line.tags, strict=True)):
        after = line.tags[index + 1] if index + 1 < len(line.tags) else "O"
        alone = tag in {"?", "O", None} or (tag == "B-MISC" and after != "I-MISC")
        if alone and token[:1].isupper() and len(token) > 2:
            known = place(token, exact=True)
            if known is not None and known.kind in {"demonym", "people"}:
                line.tags[index] = "B-NORP"
    return line


def worldwide(data: Path) -> list[Line]:
    """The dev split of Worldwide English NER: it measures, nothing is trained on it."""
    paragraphs = documents(data / "worldwide-ner" / "train-dev.jsonl.gz", "own", "dev")
    return [sent for line in paragraphs for sent in sentences(line)]


_ENDS = {".", "!", "?"}
_ABBREVIATED = frozenset("Mr Mrs Ms Dr Gen Col Lt Sgt Sen Gov Rep Prof Hon St No vs".split())


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
            yield Line(tokens=line.tokens[start:stop], tags=line.tags[start:stop], corpus=line.corpus)
        start = stop
    if start < count:
        yield Line(tokens=line.tokens[start:], tags=line.tags[start:], corpus=line.corpus)


def texts(data: Path) -> Iterator[tuple[str, str]]:
    """Every openly licensed sentence, with its language: what the vocabulary is counted on and the vector learnt from."""
    for name in ("desks", "undesked"):
        for doc in read(data / "current-events" / f"{name}.jsonl.gz"):
            yield "en", doc["text"][:400]
    for language in ("en", "nl"):
        for doc in read(data / "meantime" / f"{language}.jsonl.gz"):
            yield from ((language, doc["text"][a:b]) for a, b in doc["sents"] if b - a > 10)
    for doc in read(data / "headlines" / "dev.jsonl.gz"):
        yield "en", doc["text"]
    for doc in read(data / "iptc-mediatopics" / "concepts.jsonl.gz"):
        yield from ((language[:2], text) for language, text in doc.get("definition", {}).items() if text)
    for line in named(data):
        if line.corpus != "meantime":
            yield line.language, text_of(line)[0]


# --- changes ------------------------------------------------------------------------------------------------------


def names(lines: list[Line]) -> dict[tuple[str, str], list[list[str]]]:
    """Every name by type and script, with repetition, to put one in another's place."""
    found: dict[tuple[str, str], list[list[str]]] = {}
    for line in lines:
        for kind, start, end in spans(line):
            found.setdefault((kind, script(line.tokens[start])), []).append(line.tokens[start:end])
    return found


def script(word: str) -> str:
    """The first word of the Unicode name of the first letter: LATIN, CYRILLIC, ARABIC, CJK."""
    return unicodedata.name(word[0], "NONE").split()[0]


def spans(line: Line) -> list[tuple[str, int, int]]:
    """The entities of a line as (type, first token, one past the last token)."""
    found: list[tuple[str, int, int]] = []
    for index, tag in enumerate(line.tags):
        if tag is None or tag in {"O", "?"}:
            continue
        if tag[0] == "I" and found and found[-1][2] == index and found[-1][0] == tag[2:]:
            found[-1] = (found[-1][0], found[-1][1], index + 1)
        else:
            found.append((tag[2:], index, index + 1))
    return found


def with_other_names(line: Line, pool: dict[tuple[str, str], list[list[str]]], rng: random.Random) -> Line:
    """A line in which about half of the persons, bodies and places bear another name of their type and script."""
    tokens: list[str] = []
    tags: list[str | None] = []
    glued: list[bool] = []
    old = line.glued or [False] * len(line.tokens)
    at = 0
    for kind, start, end in spans(line):
        choice = pool.get((kind, script(line.tokens[start])))
        if kind not in {"PER", "ORG", "LOC"} or not choice or rng.random() < 0.5:
            continue
        name = rng.choice(choice)
        tokens += line.tokens[at:start] + name
        tags += [*line.tags[at:start], f"B-{kind}", *[f"I-{kind}"] * (len(name) - 1)]
        glued += [*old[at : start + 1], *[False] * (len(name) - 1)]
        at = end
    return Line(
        tokens=tokens + line.tokens[at:],
        tags=tags + line.tags[at:],
        language=line.language,
        corpus=line.corpus,
        glued=None if line.glued is None else glued + old[at:],
    )


def recased(line: Line, rng: random.Random) -> Line:
    """A line as a headline writes it: in capitals, in title case, or (rarely) without capitals."""
    draw = rng.random()
    if draw < 0.35:
        tokens = [token.upper() if len(token.upper()) == len(token) else token for token in line.tokens]
    elif draw < 0.88:
        tokens = [token[:1].upper() + token[1:] for token in line.tokens]
    else:
        tokens = [token.lower() if len(token.lower()) == len(token) else token for token in line.tokens]
    return _like(line, tokens, line.tags, line.glued)


def truncated(line: Line, rng: random.Random) -> Line:
    """A part of a line, as a headline or a caption begins and ends where it likes; no name is cut."""
    count = len(line.tokens)
    first = rng.choice([0, rng.randrange(count)])
    last = rng.randrange(first + 1, count + 1)
    while first < count and (line.tags[first] or "O")[0] == "I":
        first += 1
    while last < count and (line.tags[last] or "O")[0] == "I":
        last += 1
    if last - first < 2:
        return line
    glued = None if line.glued is None else [False, *line.glued[first + 1 : last]]
    return _like(line, line.tokens[first:last], line.tags[first:last], glued)


def _like(line: Line, tokens: list[str], tags: list[str | None], glued: list[bool] | None) -> Line:
    return Line(tokens=tokens, tags=tags, language=line.language, corpus=line.corpus, glued=glued)


# --- lines as the network sees them -------------------------------------------------------------------------------

_CLOSING = frozenset(". , ; : ! ? ) ] } » ” ’ % … 's ’s n't n’t 'll 're 've 'm 'd 。 ， 、 ؛ ؟ ،".split())
_OPENING = frozenset("( [ { « “ „ ‘ ¿ ¡ # @ $ £ €".split())
_MERGED = {
    **{("de", a): f"d{a}" for a in ("o", "a", "os", "as")},
    **{("em", a): f"n{a}" for a in ("o", "a", "os", "as")},
    **{("por", a): f"pel{a}" for a in ("o", "a", "os", "as")},
    **{("a", a): m for a, m in (("o", "ao"), ("os", "aos"), ("a", "à"), ("as", "às"))},
}


def natural(line: Line) -> Line:
    """Portuguese articles back in their prepositions (de o → do): its treebank takes them apart."""
    if line.language != "pt" or line.corpus == "own":
        return line
    tokens: list[str] = []
    tags: list[str | None] = []
    skip = False
    for index, token in enumerate(line.tokens):
        if skip:
            skip = False
            continue
        follows = line.tokens[index + 1] if index + 1 < len(line.tokens) else ""
        merged = _MERGED.get((token.lower(), follows))
        if merged and (line.tags[index + 1] or "O")[0] != "B":
            tokens.append(merged if token[0].islower() else merged.capitalize())
            skip = True
        else:
            tokens.append(token)
        tags.append(line.tags[index])
    return _like(line, tokens, tags, None)


def text_of(line: Line, *, spaced: bool = False) -> tuple[str, list[int]]:
    """The line's text, and where each token starts in it."""
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    opened = False
    quoted = False
    for index, token in enumerate(line.tokens):
        if line.glued is not None:
            glued = line.glued[index]
        elif spaced:
            glued = False
        else:
            closes = token == '"' and quoted
            glued = token in _CLOSING or closes or opened or line.language == "zh"
            opened = token in _OPENING or (token == '"' and not quoted)
            quoted = not quoted if token == '"' else quoted
        if parts and not glued:
            parts.append(" ")
            at += 1
        starts.append(at)
        parts.append(token)
        at += len(token)
    return "".join(parts), starts


def example(line: Line, tokenizer: Any, *, spaced: bool = False) -> Example:
    """A line as the network is shown it."""
    text, starts = text_of(line, spaced=spaced)
    encoded = tokenizer.encode(text)
    made = [IGNORED] * len(encoded.ids)
    token = 0
    previous = -1
    for first, start, _ in words_of(encoded.word_ids, encoded.offsets, text):
        while token + 1 < len(starts) and starts[token + 1] <= start:
            token += 1
        tag = line.tags[token]
        if tag is not None:
            # a token that the tokenizer cuts in several words (U.S.) begins once
            inside = tag[0] == "B" and token == previous
            made[first] = NEITHER if tag == "?" else TAGS.index("I" + tag[1:] if inside else tag)
        previous = token
    return Example(ids=list(encoded.ids), labels=_begun(made), source=line.source)


def _begun(made: list[int]) -> list[int]:
    """No I- without its B-: a line may begin inside an entity where an annotator's line did."""
    before = 0
    for index, label in enumerate(made):
        if label == IGNORED:
            continue
        if label > 0 and label % 2 == 0 and before not in {label, label - 1}:
            made[index] = label - 1
        before = made[index]
    return made
