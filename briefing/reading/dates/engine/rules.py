"""Rules: the patterns of a table, spelt out, in one trie for each pass."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

#: A node of the trie: class → node; the rules that end here stand under the empty string.
Node = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of the grammar.

    Attributes:
        name: for people, and for `briefing read --explain`.
        make: the name of the production that turns what was matched into a form.
        gives: classes of the item that replaces what was matched.
        left: how many leading elements are context, outside the expression.
        right: how many trailing ones are.
        options: constants handed to the production.
        not_before: classes or words that must not follow.
        not_after: classes or words that must not precede.
        tight: whether the parts must stand without a space between them.
        order: place in the tables; the first of equals wins.
    """

    name: str
    make: str
    gives: tuple[str, ...]
    left: int = 0
    right: int = 0
    options: dict[str, Any] = field(default_factory=dict)
    not_before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    tight: bool = False
    order: int = 0


#: Under it the context before an expression follows what is in it and behind it, the nearest word first.
BEHIND = "<"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One pass over a sentence.

    Attributes:
        root: a trie of the rules, from the first word of their expressions on.
        starts: the classes that an expression can begin with.
    """

    root: Node
    starts: frozenset[str]


#: Classes that a pattern stands for, and the widths of its left and right context.
Spelt = tuple[tuple[str, ...], int, int]


def literals(rule: dict[str, Any]) -> Iterator[str]:
    """The words that a rule of a table names itself: "=ago"."""
    guards = f"{rule.get('not_before', '')} {rule.get('not_after', '')}".split()
    for element in (*" ".join(patterns(rule)).replace("[", " ").replace("]", " ").split(), *guards):
        for part in element.rstrip("?").split("|"):
            if part.startswith("="):
                yield part[1:]


def patterns(rule: dict[str, Any]) -> list[str]:
    """The patterns of a rule of a table, of which it may have one or several."""
    pattern = rule["pattern"]
    return [pattern] if isinstance(pattern, str) else list(pattern)


def stages(rules: list[dict[str, Any]], sequences: list[list[Spelt]], groups: dict[str, Any]) -> tuple[Stage, ...]:
    """All rules, by the pass that they belong to; ``sequences`` are what the patterns of each stand for."""
    roots: list[Node] = []
    for order, (table, own) in enumerate(zip(rules, sequences, strict=True)):
        number = int(table.get("stage", 1))
        roots += [{} for _ in range(number - len(roots))]
        for sequence, left, right in own:
            _plant(roots[number - 1], sequence, _rule(table, order, left, right, groups))
    return tuple(Stage(root=root, starts=frozenset(root)) for root in roots)


def _plant(root: Node, sequence: tuple[str, ...], rule: Rule) -> None:
    """Puts ``rule`` at the end of ``sequence``, whose left context comes last."""
    node = root
    for name in sequence[rule.left :]:
        node = node.setdefault(name, {})
    if rule.left:
        node = node.setdefault(BEHIND, {})
        for name in reversed(sequence[: rule.left]):
            node = node.setdefault(name, {})
    ending = node.setdefault("", [])
    if not any(other.order == rule.order and other.right == rule.right for other in ending):
        ending.append(rule)


def _rule(table: dict[str, Any], order: int, left: int, right: int, groups: dict[str, Any]) -> Rule:
    return Rule(
        name=table["name"],
        make=table["make"],
        gives=tuple(table.get("gives", "").split()),
        left=left,
        right=right,
        options=table.get("with", {}),
        not_before=_group(table.get("not_before", ""), groups),
        not_after=_group(table.get("not_after", ""), groups),
        tight=bool(table.get("tight", False)),
        order=order,
    )


def _group(names: str, groups: dict[str, Any]) -> frozenset[str]:
    return frozenset(part for name in names.split() for part in str(groups.get(name, name)).split())


def sequences_of(pattern: str, groups: dict[str, Any]) -> Iterator[Spelt]:
    """Every sequence of classes that a pattern stands for, with the widths of its left and right context.

    "[in] the? month|season comma? year": what stands in brackets at either end is context; "?" makes an
    element optional; "|" separates choices; a group's name stands for its members.
    """
    choices: list[list[tuple[str, bool]]] = []
    inside = False
    for element in pattern.replace("[", " [ ").replace("]", " ] ").split():
        if element in "[]":
            inside = element == "["
            continue
        optional = element.endswith("?")
        names = [part for name in element.rstrip("?").split("|") for part in str(groups.get(name, name)).split()]
        choices.append([(name, inside) for name in names] + ([("", inside)] if optional else []))
    for chosen in product(*choices):
        kept = [(name, context) for name, context in chosen if name]
        core = [place for place, (_, context) in enumerate(kept) if not context]
        if core:
            yield tuple(name for name, _ in kept), core[0], len(kept) - 1 - core[-1]
