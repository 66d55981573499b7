"""Matching: the grammar's tries run over a sentence's tokens, leftmost and longest first."""

from __future__ import annotations

from typing import Any

from briefing.reading.timexes.grammar import Grammar, Node, Rule
from briefing.reading.timexes.productions import PRODUCTIONS, Captured
from briefing.reading.timexes.tokens import NOTHING, TOKEN, Classes, Item, number_classes

#: Tokens of one sentence that are looked at; what is longer is no sentence.
MOST = 2000
#: Numbers repeat: their classes are worked out once.
_numbers: dict[tuple[str, str], Classes] = {}
_NUMBERS_KEPT = 4096


def lex(text: str, grammar: Grammar) -> list[Item]:
    """The tokens of ``text`` with their classes, expressions of several words put together."""
    words, phrases, dotted = grammar.words, grammar.phrases, grammar.dotted
    items: list[Item] = []
    for match in TOKEN.finditer(text):
        start, end = match.span()
        token = match.group()
        low = token.lower()
        if low[0].isdecimal():
            items.append(Item(start, end, low, _number(low, grammar)))
            continue
        entries = words.get(low)
        if entries is None:
            classes = NOTHING
        else:
            capital = token[0] != low[0]
            classes = {name: value for name, value, cased in entries if capital or not cased}
        if low in dotted and text.startswith(".", end):
            end += 1
        elif low == "." and items and items[-1].end == end:
            continue  # the full stop of the abbreviation before
        items.append(Item(start, end, low, classes))
        if len(items) >= MOST:
            break
    return _joined(items, text, phrases) if phrases else items


def _number(low: str, grammar: Grammar) -> Classes:
    key = (grammar.language, low)
    found = _numbers.get(key)
    if found is None:
        western = low if low.isascii() else "".join(str(int(c)) if c.isdecimal() else c for c in low)
        found = number_classes(western, grammar.suffixes)
        if len(_numbers) < _NUMBERS_KEPT:
            _numbers[key] = found
    return found


def _joined(
    items: list[Item], text: str, phrases: dict[str, list[tuple[tuple[str, ...], str, Any, bool]]]
) -> list[Item]:
    joined: list[Item] = []
    at = 0
    while at < len(items):
        item = items[at]
        entries = phrases.get(item.low)
        if entries:
            found: dict[str, Any] = {}
            width = 0
            for rest, name, value, cased in entries:
                size = len(rest)
                if size < width:
                    break
                if tuple(other.low for other in items[at + 1 : at + 1 + size]) == rest and (
                    not cased or text[item.start].isupper()
                ):
                    width = size
                    found[name] = value
            if found:
                joined.append(Item(item.start, items[at + width].end, " ", found))
                at += width + 1
                continue
        joined.append(item)
        at += 1
    return joined


def run(items: list[Item], grammar: Grammar) -> list[Item]:
    """The items after all stages; what the grammar made of them carries a form in its class "form"."""
    for stage in grammar.stages:
        items = _stage(items, stage)
    return items


def _stage(items: list[Item], root: Node) -> list[Item]:
    made: list[Item] = []
    at, kept, size = 0, 0, len(items)  # `kept`: items before it stand in `made` already
    while at < size:
        if items[at].classes and any(name in root for name in items[at].classes):
            found = _longest(items, at, root)
            if found:
                first, last, item = found
                if first >= kept:
                    made.extend(items[kept:first])
                    made.append(item)
                    at = kept = last
                    continue
        at += 1
    made.extend(items[kept:])
    return made


def _longest(items: list[Item], at: int, root: Node) -> tuple[int, int, Item] | None:
    """The best match that begins at ``at``: (first, last) of what it covers without context, and the new item."""
    best: tuple[int, int, int, int, Rule, tuple[str, ...]] | None = None
    ended: list[tuple[int, int, int, Rule, tuple[str, ...]]] = []
    paths: list[tuple[int, Node, tuple[str, ...]]] = [(at, root, ())]
    size = len(items)
    while paths:
        place, node, path = paths.pop()
        for rule in node.get("", ()):
            ended.append((at + rule.left, place - rule.right, -rule.order, rule, path))
        if place < size:
            for name in items[place].classes:
                child = node.get(name)
                if child is not None:
                    paths.append((place + 1, child, (*path, name)))
    ended.sort(key=lambda end: (end[1] - end[0], end[2]), reverse=True)
    del best
    for first, last, _, rule, path in ended:
        item = _made(items, at, first, last, rule, path)
        if item is not None:
            return first, last, item
    return None


def _made(items: list[Item], at: int, first: int, last: int, rule: Rule, path: tuple[str, ...]) -> Item | None:
    """What ``rule`` makes of ``items[first:last]``; None where a guard or the production refuses."""
    if rule.not_before and last < len(items) and not rule.not_before.isdisjoint(items[last].classes):
        return None
    if rule.not_after and first and not rule.not_after.isdisjoint(items[first - 1].classes):
        return None
    if rule.tight and any(
        left.end != right.start for left, right in zip(items[first:last], items[first + 1 : last], strict=False)
    ):
        return None
    captured: Captured = {}
    for name, item in zip(path, items[at : at + len(path)], strict=True):
        captured.setdefault(name, []).append(item.classes[name])
    form = PRODUCTIONS[rule.make](captured, rule.options)
    if form is None:
        return None
    classes: Classes = {name: form for name in rule.gives}
    return Item(items[first].start, items[last - 1].end, "", classes, rule.name)
