"""Standing: whether a sentence can be understood, and quoted, without the one before it."""

import dataclasses
import functools
import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from briefing.lexicon.tables import read_table
from briefing.lexicon.words import abbreviations
from briefing.model import Article, Mention, Sentence
from briefing.model.facts import Flaw

#: In the order of the columns of `properties`.
PROPERTIES = (
    "pronoun", "connective", "person_unnamed", "thing_unnamed", "person_nowhere", "pointing", "no_name", "counting",
    "speaker", "half_quotation", "quotation", "unattributed", "short", "no_number", "question", "unfinished", "lede",
    "depth",
)  # fmt: skip
#: Likelihood of leaning from which a sentence does. On tests/gold/stories.jsonl, split tune, 0.15, 0.2, 0.25 and 0.3 leave
#: 3.0, 2.9, 3.6 and 4.3 % of key points hanging; first points are worse from 0.15 down.
LEANING = 0.2
#: Words under which a sentence tells nothing by itself, and under which it is short.
FEWEST, _SHORT = 8, 12
#: Characters within which a sentence that speaks of something known ("The tremor …") would have named it, and within
#: which "also" and "another" count on.
_NAMED_BY, _COUNTS_BY = 25, 80
#: Characters within which an opening pronoun stands ("On Monday, standing beside Holt in Norby, he …").
_OPENING = 90
#: Sentences down from which depth tells no more.
_DEEPEST = 8
_QUOTED = re.compile(r"``.*?(?:''|\"|$)|\".*?(?:\"|$)|“.*?(?:”|$)|«.*?(?:»|$)|„.*?(?:[“”]|$)", re.DOTALL)
#: A feed or an aggregator cut it off. Of the key points of tests/gold/headlined.jsonl 90 % end so without this flaw, 27 %
#: with it, none where a headline by itself needs no full stop besides.
_CUT_OFF = re.compile(r"(?:…|\.\.\.)\s*$")
_FULL = re.compile(r"[.!?…؟۔।。！？][\"'”’»)\]]*\s*(?:\[\d{1,3}\])?\Z|''\Z")
_KINDS = ("pronouns", "connectives", "persons", "things", "speaker", "counting", "articles", "weighty")
_WORD = re.compile(r"[^\W\d_]+")

Floats = NDArray[np.float64]


def stand(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], references: Sequence[Mention]
) -> tuple[Sentence, ...]:
    """``sentences`` with what speaks against quoting each by itself.

    Args:
        article: the text and its language.
        sentences: all of the article's.
        mentions: names, in reading order.
        references: pronouns and titles whose actors are certain: a bracket will name them.
    """
    quotable = [n for n, sent in enumerate(sentences) if sent.quotable]
    if not quotable or article.language not in _table():
        return tuple(sentences)
    found = properties(article, sentences, mentions, references)
    weights, bias = _weights()
    leaning = 1 / (1 + np.exp(-(found @ weights + bias)))
    judged = list(sentences)
    if article.text.split() == article.title.split():  # a headline by itself is whole without a full stop
        for n in quotable:
            cut_off = _CUT_OFF.search(sentences[n].span.of(article.text)) is not None
            judged[n] = dataclasses.replace(sentences[n], alone=1.0, flaws=(Flaw.CUT_OFF,) if cut_off else ())
        return tuple(judged)
    for n, row, likely in zip(quotable, found, leaning.tolist(), strict=True):
        flaws = _flaws(sentences[n].span.of(article.text), dict(zip(PROPERTIES, row.tolist(), strict=True)), likely)
        judged[n] = dataclasses.replace(sentences[n], alone=round(1 - likely, 4), flaws=flaws)
    return tuple(judged)


def _flaws(text: str, has: Mapping[str, float], leaning: float) -> tuple[Flaw, ...]:
    cut_off = _CUT_OFF.search(text) is not None
    unfinished = (
        ((has["unfinished"] or cut_off) and len(text.split()) < 2 * FEWEST)
        or text.rstrip()[-1:] in ":;,"
        or text[:1].islower()
    )
    given = (
        (leaning >= LEANING, Flaw.LEANS),
        (has["half_quotation"], Flaw.UNPAIRED),
        (has["unattributed"], Flaw.NO_SPEAKER),
        (has["speaker"], Flaw.FIRST_PERSON),
        (len(text.split()) < FEWEST, Flaw.SHORT),
        (unfinished, Flaw.UNFINISHED),
        (cut_off, Flaw.CUT_OFF),
    )
    return tuple(flaw for holds, flaw in given if holds)


def properties(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], references: Sequence[Mention]
) -> Floats:
    """One row a quotable sentence, columns as in `PROPERTIES`."""
    table, speech = _table()[article.language], abbreviations(article.language).speech | _ACCORDING
    names, known = _by_sentence(sentences, mentions), _by_sentence(sentences, references)
    rows: list[list[float]] = []
    for n, sent in enumerate(sentences):
        if sent.quotable:
            one = _Sentence(
                sent.span.of(article.text),
                [(m.span.start - sent.span.start, m.type) for m in names[n]],
                frozenset(m.span.start - sent.span.start for m in known[n]),
            )
            rows.append(one.row(table, speech, place=len(rows), quote=sent.kind == "quote", names=bool(mentions)))
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(PROPERTIES))


#: Beside the verbs of saying of each language.
_ACCORDING = frozenset(
    "according announced stated confirmed warned noted insisted explained argued selon laut según".split()
)


class _Sentence:
    """One sentence, looked at for what it leans on."""

    def __init__(self, text: str, names: Sequence[tuple[int, str]], known: frozenset[int]) -> None:
        self.text, self.names, self.known = text, names, known
        self.first_name = min((at for at, _ in names), default=len(text) + 1)
        self.plain = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), text)

    def row(
        self, table: Mapping[str, frozenset[str]], speech: frozenset[str], *, place: int, quote: bool, names: bool
    ) -> list[float]:
        """Its properties, as in `PROPERTIES`."""
        text = self.text
        said = [(found.start(), found.group().lower()) for found in _WORD.finditer(text)]
        bare = dict(said)
        if self.plain != text:
            bare = {found.start(): found.group().lower() for found in _WORD.finditer(self.plain)}
        opening = said[0][1] if said else ""
        explained = bool(said) and any(at <= _OPENING for at in self.known)
        persons = [at for at, word in bare.items() if word in table["persons"] and at not in self.known]
        things = [at for at, word in bare.items() if word in table["things"]]
        half = _is_half(text)
        says = any(word in speech for word in bare.values())
        speaker = any(self.plain[at : at + 1].strip() for at, _ in self.names) or any(
            self.plain[at : at + 1].strip() for at in self.known
        )
        starts = text[:1] in '"“`«„'
        finished = _FULL.search(text[-12:]) is not None and not text.rstrip().endswith((":", ";"))
        return [
            opening in table["pronouns"] and not (explained and said[0][0] in self.known),
            opening in table["connectives"],
            bool(persons) and min(persons) < self.first_name,
            bool(things) and min(things) < self.first_name,
            bool(persons) and not any(kind == "PER" for _, kind in self.names),
            opening in table["articles"] and self.first_name > _NAMED_BY,
            names and not self.names,
            any(word in table["counting"] for at, word in bare.items() if at < _COUNTS_BY),
            _writes(self.plain, bare, table),
            half,
            quote,
            (starts or quote) and not (says and speaker),
            len(text.split()) < _SHORT,
            not any(map(str.isdigit, text)),
            text.rstrip("\"'”’») ").endswith(("?", "؟", "？")),
            not finished,
            place == 0,
            min(place, _DEEPEST) / _DEEPEST,
        ]


def _writes(plain: str, bare: Mapping[int, str], table: Mapping[str, frozenset[str]]) -> bool:
    """Whether the writer speaks of himself: neither of the US nor of World War I."""
    before = ""
    for number, (at, word) in enumerate(bare.items()):
        printed = plain[at : at + len(word)]
        named = printed == "I" and number > 1 and before[:1].isupper()
        if word in table["speaker"] and not named and (len(word) == 1 or not printed.isupper()):
            return True
        before = printed
    return False


def _is_half(text: str) -> bool:
    """Whether a quotation opens or closes in it and does not do both."""
    plain = text.replace("``", "“").replace("''", "”")
    low, high, closed = (plain.count(mark) for mark in "„“”")
    curled = low != high + closed if low else high != closed
    return curled or plain.count('"') % 2 == 1 or plain.count("«") != plain.count("»")


def _by_sentence(sentences: Sequence[Sentence], found: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions in each sentence. Both are in reading order."""
    listed: list[list[Mention]] = [[] for _ in sentences]
    at = 0
    for mention in sorted(found, key=lambda mention: mention.span):
        while at < len(sentences) and sentences[at].span.end <= mention.span.start:
            at += 1
        if at < len(sentences):
            listed[at].append(mention)
    return listed


def cues(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words that announce something, and words that refer back; both empty for a language without tables."""
    table = _table().get(language)
    return (table["weighty"], table["pronouns"] | table["connectives"]) if table else (frozenset(), frozenset())


@functools.cache
def _weights() -> tuple[Floats, float]:
    content = read_table("standing.json")
    return np.array([content["weights"][name] for name in PROPERTIES]), float(content["bias"])


@functools.cache
def _table() -> Mapping[str, Mapping[str, frozenset[str]]]:
    content = read_table("words_leaning.toml")
    return {
        language: {kind: frozenset(kinds.get(kind, "").split()) for kind in _KINDS}
        for language, kinds in content.items()
    }
