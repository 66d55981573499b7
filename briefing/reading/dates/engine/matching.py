"""Matching: the grammar's tries run over a sentence's tokens, leftmost and longest first."""

import re
from collections.abc import Iterator
from typing import Any

from briefing.reading.dates.engine.captures import ill_typed
from briefing.reading.dates.engine.grammar import Grammar, Phrase
from briefing.reading.dates.engine.productions import IMPOSSIBLE, PRODUCTIONS, Captured
from briefing.reading.dates.engine.rules import BEHIND, Node, Rule, Stage
from briefing.reading.dates.engine.tokens import NOTHING, TOKEN, Classes, Item, number_classes
from briefing.reading.fences import attempt

#: Tokens of one sentence that are looked at; what is longer is no sentence.
MOST = 50_000
#: Numbers repeat: their classes are worked out once.
_numbers: dict[tuple[str, str], Classes] = {}
_NUMBERS_KEPT = 4096
#: A word with a capital that the lexicon does not know may be a name; a sentence ends as with a stop, also where it has none.
_NAME: Classes = {"name": True}
_END: Classes = {"stop": "."}
#: A hyphen with space on either side.
_DASH: Classes = {"dash": "-"}
_START: Classes = {"start": True}
#: Digits of two scripts in one number: nobody writes so, and no month beside it counts.
_MIXED: Classes = {"num": 0, "int": 0, "farnum": 0}


def lex(text: str, grammar: Grammar) -> list[Item]:
    """The tokens of ``text`` with their classes, expressions of several words put together."""
    words, phrases, dotted = grammar.words, grammar.phrases, grammar.dotted
    items: list[Item] = [Item(0, 0, " ", _START)]
    heads: list[int] = []
    inner, plain = grammar.inner, not grammar.prefixes
    for match in TOKEN.finditer(text):
        start, end = match.span()
        token = match.group()
        low = token.lower()
        entry = words.get(low)
        if plain and entry is None and low == token and low not in inner and low[0].isalpha():
            if items[-1].low:
                items.append(Item(start, end, "", NOTHING))
            continue  # words that mean nothing here: one gap for all of a run
        if low[0].isdecimal():
            classes = _number(low, grammar)
            items.append(Item(start, end, low, {**classes, **entry[1]} if entry else classes))
            continue
        if low in phrases:
            heads.append(len(items))
        elif entry is None and grammar.prefixes:
            prefix = next((p for p in grammar.prefixes if low.startswith(p) and _known(low[len(p) :], grammar)), "")
            start, low = start + len(prefix), low[len(prefix) :]
            entry = words.get(low)
            if low in phrases:
                heads.append(len(items))
        capital = token[0] != low[0]
        if capital and low in grammar.small and not _may_be_capital(text, match.start(), end, nouns=grammar.nouns):
            entry = entry and (
                NOTHING,
                {name: value for name, value in entry[1].items() if name not in entry[0]} or _NAME,
            )
        classes = entry[capital] if entry else _NAME if capital else NOTHING
        if not classes and low not in inner:
            if items[-1].low:
                items.append(Item(start, end, "", NOTHING))
            continue
        if low in dotted and text.startswith(".", end):
            end += 1
        elif low == "." and items[-1].end == end:
            continue  # the full stop of the abbreviation before
        if low == "-" and text[start - 1 : start].isspace() and text[end : end + 1].isspace():
            classes = _DASH if classes else classes
        items.append(Item(start, end, low, classes))
        if len(items) >= MOST:
            break
    items.append(Item(len(text), len(text), "", _END))
    return _joined(items, heads, text, phrases) if heads else items


#: What may stand between the beginning of a sentence, or of what is quoted in it, and its first word.
_QUOTES = frozenset("\"“„«‘'`")
#: What stands behind the first word of a title in quotes: words with capitals, and the closing mark.
_TITLE = re.compile(r"(?:[A-ZÀ-Þ][^\W\d_]*[ ’'-]+){0,6}(?:[A-ZÀ-Þ][^\W\d_]*)?[\"”“»’']")
_OPENS = "\"'`“”‘’„«»‹›:–—-([*•"
#: Share of capitals among the words of a headline that writes all of them so; in German text about four in ten are.
_HEADLINE = 0.65
#: Fewer words are no headline.
_WORDS = 5


def _may_be_capital(text: str, start: int, end: int, *, nouns: bool) -> bool:
    """Whether any word would be printed with a capital here: where something begins, and in headlines, but for ``nouns``."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    if before[-1:] in _QUOTES and _TITLE.match(after):
        return False  # "Tomorrow Never Dies", and "Tonight" alone
    if not before or before[-1] in _OPENS:
        return True
    words = [word for word in text.split() if word[0].isalpha()]
    return not nouns and len(words) >= _WORDS and sum(word[0].isupper() for word in words) > _HEADLINE * len(words)


def _known(low: str, grammar: Grammar) -> bool:
    return low in grammar.words or low in grammar.phrases


def _number(low: str, grammar: Grammar) -> Classes:
    key = (grammar.language, low)
    found = _numbers.get(key)
    if found is None:
        western = low if low.isascii() else "".join(str(int(c)) if c.isdecimal() else c for c in low)
        scripts = {ord(c) - int(c) for c in low if c.isdecimal()}  # where each one's zero stands
        found = number_classes(western, grammar.suffixes) if len(scripts) == 1 else _MIXED
        if len(_numbers) < _NUMBERS_KEPT:
            _numbers[key] = found
    return found


def _joined(items: list[Item], heads: list[int], text: str, phrases: dict[str, tuple[Phrase, ...]]) -> list[Item]:
    """``items`` with each expression of several words put together; ``heads`` are where one may begin."""
    joined: list[Item] = []
    done = 0
    for at in heads:
        if at < done:
            continue
        item = items[at]
        found: Classes = {}
        width = 0
        for phrase in phrases[item.low]:
            size = len(phrase.rest)
            if size < width:
                break
            if items[at + 1].low != phrase.rest[0] or (phrase.cased and not text[item.start].isupper()):
                continue
            if all(
                other.low == part for other, part in zip(items[at + 1 : at + 1 + size], phrase.rest, strict=False)
            ) and (at + size < len(items) - 1):
                width = size
                found[phrase.name] = phrase.value
        if found:
            joined.extend(items[done:at])
            joined.append(Item(item.start, items[at + width].end, " ", found))
            done = at + width + 1
    if not done:
        return items
    joined.extend(items[done:])
    return joined


def run(items: list[Item], grammar: Grammar) -> list[Item]:
    """The items after all stages; what the grammar made of them carries a form in its class "form"."""
    for stage in grammar.stages:
        items = _pass(items, stage)
    return items


def _pass(items: list[Item], stage: Stage) -> list[Item]:
    """One pass: at each item the longest match that begins with it, whatever context it asks for before it."""
    starts = stage.starts
    heads = [at for at, item in enumerate(items) if item.classes and not starts.isdisjoint(item.classes)]
    made: list[Item] = []
    done = 0
    for at in heads:
        found = None if at < done else _longest(items, at, stage)
        if found is not None:
            made += items[done:at]
            done, item = found
            made.append(item)
    return made + items[done:] if made else items


def _longest(items: list[Item], at: int, stage: Stage) -> tuple[int, Item] | None:
    """The best match whose expression begins at ``at``: where it ends, and the item it makes."""
    ended: list[tuple[int, int, int, Rule, tuple[str, ...]]] = []
    size = len(items)
    paths: list[tuple[int, Node, tuple[str, ...]]] = [(at, stage.root, ())]
    while paths:
        place, node, path = paths.pop()
        if "" in node:
            ended.extend((place - rule.right, -rule.order, at, rule, path) for rule in node[""])
        if BEHIND in node:
            for start, before, rules in _before(items, at, node[BEHIND]):
                ended.extend((place - rule.right, -rule.order, start, rule, before + path) for rule in rules)
        if place < size:
            for name in items[place].classes:
                child = node.get(name)
                if child is not None:
                    paths.append((place + 1, child, (*path, name)))
    if not ended:
        return None
    ended.sort(key=lambda end: end[:3], reverse=True)
    for last, _, start, rule, path in ended:
        item = _made(items, start, at, last, rule, path)
        if item is not None:
            return last, item
    return None


def _before(items: list[Item], at: int, root: Node) -> Iterator[tuple[int, tuple[str, ...], list[Rule]]]:
    """The contexts of a trie that stand right before ``items[at]``: where each begins, its classes, and its rules."""
    paths: list[tuple[int, Node, tuple[str, ...]]] = [(at, root, ())]
    while paths:
        start, node, path = paths.pop()
        if "" in node:
            yield start, path, node[""]
        if start:
            for name in items[start - 1].classes:
                child = node.get(name)
                if child is not None:
                    paths.append((start - 1, child, (name, *path)))


def _made(items: list[Item], at: int, first: int, last: int, rule: Rule, path: tuple[str, ...]) -> Item | None:
    """What ``rule``, matched from ``at`` on, makes of ``items[first:last]``; None where a guard or the production refuses."""
    if rule.not_before and last < len(items) and not rule.not_before.isdisjoint(items[last].classes):
        return None
    if rule.not_after and first and not rule.not_after.isdisjoint(items[first - 1].classes):
        return None
    if rule.tight and any(
        left.end != right.start for left, right in zip(items[first:last], items[first + 1 : last], strict=False)
    ):
        return None
    captured: Captured = {}
    core = slice(first - at, last - at)
    for part in (core, slice(0, core.start), slice(core.stop, None)):  # what is in the expression goes before context
        for name, item in zip(path[part], items[at : at + len(path)][part], strict=True):
            captured.setdefault(name, []).append(item.classes[name])
    form = attempt("dates", lambda: _form(rule, captured), None, part=rule.name)
    if form is None:
        return None
    classes: Classes = NOTHING if form is IMPOSSIBLE else dict.fromkeys(rule.gives, form)
    return Item(items[first].start, items[last - 1].end, "", classes, rule.name)


def _form(rule: Rule, captured: Captured) -> Any:
    """What the production of ``rule`` makes.

    Raises:
        TypeError: if a field of it is not of its type: the rule captures too little.
    """
    form = PRODUCTIONS[rule.make](captured, rule.options)
    wrong = ill_typed(form)
    if wrong:
        raise TypeError(wrong)
    return form
