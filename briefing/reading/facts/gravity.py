"""Gravity: the signals in headline and lede that tell how much news weighs.

A signal is a word of a kind or a figure with what it counts; how much a kind weighs is not decided here but where
stories are ranked, so that a user's weights need no new reading. Words: data/words_gravity.toml, by language.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from briefing.lexicon.places import place
from briefing.lexicon.tables import read_table
from briefing.lexicon.words import words
from briefing.model import Sentence, Signal, SignalKind, Span
from briefing.reading.facts.quantity_tables import tables_of

#: Words of one kind that count, each once; states that count.
MOST = 3
#: Characters of the body in which figures of people and money are looked for.
REACH = 500
#: Beyond it a figure of the dead is a count of an age or an epoch.
MOST_DEAD = 2_000_000
#: A total that runs ("since March") and is larger is no death of the day.
MOST_OF_A_DAY = 1000
#: So many people are touched by what is grave.
MANY = 1_000_000
#: States whose doings reach further, by their economies; what naming one counts for, and naming another.
G20 = frozenset("US CN RU GB FR DE IN JP IT CA BR MX KR AU ID TR SA ZA AR".split())
GREAT, SMALL = 1.5, 0.75

_KINDS = {
    "grave": SignalKind.GRAVE, "force": SignalKind.FORCE, "power": SignalKind.POWER, "act": SignalKind.ACT,
}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![\w.,-])(\d{1,3}(?:[,.\u202f\u00a0 ]\d{3}(?!\d))+|\d{1,12})(?:[.,](\d{1,2}))?(?!\d)\s?"
    r"(thousand|million|mln|mn|m|billion|bln|bn|trillion|milliards?|millions?|millionen|milliarden|mio|mrd|millones|"
    r"миллион\w*|миллиард\w*|млн|млрд|тысяч\w*)?(?![\w])",
    re.IGNORECASE,
)
_SCALES = (
    ("thousand", 1e3), ("тысяч", 1e3), ("trillion", 1e12), ("billion", 1e9), ("bln", 1e9), ("bn", 1e9),
    ("milliard", 1e9), ("mrd", 1e9), ("миллиард", 1e9), ("млрд", 1e9), ("mill", 1e6), ("mln", 1e6), ("mn", 1e6),
    ("mio", 1e6), ("миллион", 1e6), ("млн", 1e6), ("m", 1e6),
)  # fmt: skip
#: Round numbers in words, English.
_MANY_WORDS = {"dozens": 30, "scores": 40, "hundreds": 300, "thousands": 3000, "millions": 2_000_000}
_MONEY = re.compile(
    r"(?:[$€£¥]|\b(?:US\$|USD|EUR|dollars?|euros?|pounds?|crowns|yen|yuan|rubles|rupees|долл\w*|евро)\b)"
)
#: "Fukushima I" is no first person.
_NUMERAL = re.compile(r"\b[A-Z]\w+ I\b")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_GAP = re.compile(r"[.;:!?]\s")
_CLAUSE = 60
#: Before a figure that counts nobody: an age ("Smith, 36,", "dead at 95"), a day ("on July 19").
_AGED = re.compile(r"(?:\b[A-Z][\w’'-]+,|\b(?:at|aged|was|age|alter von|à|con)) ?$")
_DAY_BEFORE = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.? ?$", re.IGNORECASE)
#: Before lives that nobody lost: "credited with saving the lives of 2 million".
_SAVED = re.compile(r"\bsav(?:e[ds]?|ing)\b", re.IGNORECASE)
#: Before a toll: "the death toll from the attacks stands at 129".
_TOLL = re.compile(
    r"\bdeath toll\b[^.;]{0,90}\b(?:(?:stands|stood|now) at|(?:rises|rose|climbs|climbed) (?:to|above)|reache[sd]|passe[sd]) ?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Words:
    whole: Mapping[str, SignalKind]
    begun: Mapping[str, SignalKind]
    lists: Mapping[str, frozenset[str]]


def signals(title: str, sentences: Sequence[tuple[int, str]], language: str) -> tuple[Signal, ...]:
    """The signals of an article, in the order of their kinds.

    Args:
        title: the headline; "" where it stands among the sentences already.
        sentences: (index, text) of headline and lede, and of the sentences after it; the first two are searched for
            words, the first 500 characters for figures.
        language: ISO 639-1; English where we have no words.
    """
    table = _words(language)
    parts = [(index, _undotted(text)) for index, text in ([(-1, title)] if title else []) + list(sentences)]
    found: dict[SignalKind, dict[str, Signal]] = {}
    for index, text in parts[:2]:
        for signal in (*_said(text, index, table), *_states(text, index, language)):
            kept = found.setdefault(signal.kind, {})
            if signal.word.casefold() not in kept and len(kept) < MOST:
                kept[signal.word.casefold()] = signal
    for signal in (
        *_persons(parts, table, language),
        *_voice(title or (sentences[0][1] if sentences else ""), parts, table),
    ):
        best = found.setdefault(signal.kind, {})
        if not best or signal.amount > max(each.amount for each in best.values()):
            found[signal.kind] = {signal.word: signal}
    order = {kind: n for n, kind in enumerate(SignalKind)}
    return tuple(
        signal
        for kind in sorted(found, key=lambda each: order[each])
        for signal in sorted(found[kind].values(), key=lambda each: (each.sentence, each.word))
    )


def _undotted(text: str) -> str:
    """As the lists have it: US for "U.S."."""
    return _DOTTED.sub(lambda found: found.group().replace(".", ""), text)


def _said(text: str, index: int, table: _Words) -> Iterator[Signal]:
    for word in words(text):
        kind = table.whole.get(word)
        if kind is None:
            kind = next((table.begun[word[:n]] for n in range(len(word), 2, -1) if word[:n] in table.begun), None)
        if kind is not None:
            yield Signal(kind=kind, word=word, amount=1.0, sentence=index)


def _states(text: str, index: int, language: str) -> Iterator[Signal]:
    """The states that ``text`` names, by name, demonym or capital."""
    tokens = re.findall(r"[^\W\d_][\w’'.-]*", text)
    named: set[str] = set()
    for at, token in enumerate(tokens):
        if not token[0].isupper():
            continue
        for length in range(min(3, len(tokens) - at), 0, -1):
            name = " ".join(tokens[at : at + length]).strip(".")
            name = name.removesuffix("'s").removesuffix("’s")
            where = place(name, language, exact=True)
            if where is not None and where.kind in ("state", "demonym", "capital"):
                if where.state not in named:
                    named.add(where.state)
                    amount = GREAT if where.state in G20 else SMALL
                    yield Signal(kind=SignalKind.STATES, word=name, amount=amount, sentence=index)
                break
        if len(named) >= MOST:
            return


def _persons(parts: Sequence[tuple[int, str]], table: _Words, language: str) -> Iterator[Signal]:
    """Figures of the dead, the hurt, people by the million, and money, within the first 500 characters."""
    left = REACH
    money, sum_of = 0.0, ("", -1)
    for index, text in parts:
        part, left = text[: max(0, left)], left - len(text)
        for value, span in _numbers(part, language):
            before = _clause(part[max(0, span.start - _CLAUSE) : span.start], last=True)
            after = _clause(part[span.end : span.end + _CLAUSE], last=False)
            same = words(before)[-4:]
            same = same[same.index("and") + 1 :] if "and" in same else same  # "two are dead and 40 sick"
            near = [*words(after)[:5], *reversed(same)]  # nearest first
            toll = bool(_TOLL.search(part[: span.start]))
            if toll:
                near = ["deaths", *near]
            if _SAVED.search(before):
                near = [word for word in near if word != "lives"]
            if _MONEY.search(part[max(0, span.start - 4) : span.start] + " " + part[span.end : span.end + 12]):
                if value > money:
                    money, sum_of = value, (span.of(part), index)
                continue
            aged = {*words(before)[-1:], *words(after)[:1]} & table.lists["age"]
            if not toll and (aged or _counts_nobody(value, before, after)):  # "the toll stands at 129" is no age
                continue
            running = any(word in table.lists["running"] for word in words(before)[-8:] + words(after)[:10])
            yield from _counted(value, span.of(part), index, near, table, running=running)
    if money > 10e6:
        yield Signal(
            kind=SignalKind.MONEY, word=sum_of[0], amount=round(math.log10(money / 10e6), 3), sentence=sum_of[1]
        )


def _counts_nobody(value: float, before: str, after: str) -> bool:
    aged = _AGED.search(before) and (not words(after) or after[:1] in ",.;")
    one = value == 1 and words(after)[:1] == ["of"]  # "one of the men who died"
    return bool(aged or one or _DAY_BEFORE.search(before))


def _counted(
    value: float, word: str, index: int, near: Sequence[str], table: _Words, *, running: bool
) -> Iterator[Signal]:
    counts = next((each for each in near if each in table.lists["dead"] or each in table.lists["hurt"]), "")
    if counts and value <= MOST_DEAD:
        dead = counts in table.lists["dead"]
        if not (dead and running and value > MOST_OF_A_DAY):
            kind = SignalKind.DEAD if dead else SignalKind.HURT
            amount = round(math.log10(1 + value), 3)
            yield Signal(kind=kind, word=f"{word} {counts}", amount=amount, sentence=index)
            return
    people = next((each for each in near if each in table.lists["people"]), "")
    if people and value >= MANY:
        yield Signal(kind=SignalKind.MILLIONS, word=f"{word} {people}", amount=1.0, sentence=index)


def _voice(headline: str, parts: Sequence[tuple[int, str]], table: _Words) -> Iterator[Signal]:
    """A question for a headline; "I" and "you" outside quotation marks."""
    if headline.rstrip().endswith(("?", "؟")):
        yield Signal(kind=SignalKind.QUESTION, word="?", amount=1.0, sentence=parts[0][0] if parts else -1)
    for index, text in parts[:3]:
        plain = re.sub(r"[\"“„«‘'][^\"”“»’']{2,300}[\"”“»’']", " ", text)
        said = words(_NUMERAL.sub(" ", plain))
        for name, kind in (("first", SignalKind.FIRST_PERSON), ("second", SignalKind.SECOND_PERSON)):
            word = next((each for each in said if each in table.lists[name]), "")
            if word:
                yield Signal(kind=kind, word=word, amount=1.0, sentence=index)


def _numbers(text: str, language: str) -> Iterator[tuple[float, Span]]:
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", match.group(1))
        whole = float(digits)
        if match.group(2):
            whole += float(f"0.{match.group(2)}")
        scale = (match.group(3) or "").casefold()
        factor = next((by for name, by in _SCALES if scale.startswith(name)), 1.0) if scale else 1.0
        yield whole * factor, Span(match.start(), match.end())
    values = _spelt(language)
    for match in _word_numbers(language).finditer(text):
        value = values[match.group(1).casefold()] + (values[match.group(2).casefold()] if match.group(2) else 0)
        yield float(value), Span(match.start(), match.end())


@cache
def _spelt(language: str) -> dict[str, int]:
    """Numbers in words; "one" where no article is spelt so."""
    own = tables_of(language).values
    return {word: value for word, value in own.items() if word != "a"} | (_MANY_WORDS if language == "en" else {})


@cache
def _word_numbers(language: str) -> re.Pattern[str]:
    words = sorted(_spelt(language), key=len, reverse=True)
    ones = "|".join(word for word in words if _spelt(language)[word] < 10)
    return re.compile(rf"\b({'|'.join(words)})(?:[- ]({ones}))?\b" if words else r"(?!)()()", re.IGNORECASE)


def _clause(text: str, *, last: bool) -> str:
    parts = _GAP.split(text)
    return parts[-1] if last else parts[0]


@cache
def _words(language: str) -> _Words:
    content = read_table("words_gravity.toml")
    table: dict[str, str] = content.get(language, content["en"])
    whole: dict[str, SignalKind] = {}
    begun: dict[str, SignalKind] = {}
    for name, kind in _KINDS.items():
        for word in table.get(name, "").split():
            if word.endswith("*"):
                begun.setdefault(word[:-1], kind)
            else:
                whole.setdefault(word, kind)
    names = ("dead", "hurt", "people", "running", "age", "first", "second")
    return _Words(whole, begun, {name: frozenset(table.get(name, "").split()) for name in names})


def text_of(sentences: Sequence[Sentence], text: str, most: int) -> list[tuple[int, str]]:
    """(index, text) of the first ``most`` sentences that say something, the headline among them."""
    said = [(n, sent.span.of(text)) for n, sent in enumerate(sentences) if sent.kind in ("headline", "body", "quote")]
    return said[:most]
