"""The report: what editors drop and change most, and the settings that would have done it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.model import About, Decision, Decisions

#: Decisions of one kind on one thing from which a habit may be seen, and the share of what was shown of it.
OFTEN, MOST_OF = 3, 0.5
#: Rows of each table.
ROWS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was decided about the stories of an outlet, a topic or a rule.

    Attributes:
        by: "outlet", "topic", "genre" or "rule".
        name: which one.
        shown: stories of it that the drafts had.
        dropped: of them left out, or taken off page one.
        pinned: of them put on page one.
        changed: other decisions on them: headlines, sentences, sections.
    """

    by: str
    name: str
    shown: int
    dropped: int
    pinned: int
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A setting that would have done what editors did.

    Attributes:
        setting: in the words of the configuration.
        did: decisions that it would have spared.
        of: stories of that kind that were shown.
        spoilt: stories that editors left where they were, and that it would have moved.
    """

    setting: str
    did: int
    of: int
    spoilt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the decisions of some editions say.

    Attributes:
        editions: reviewed.
        kinds: decisions by kind, most first.
        rows: most decided on first.
        offers: those that spare most first.
    """

    editions: int
    kinds: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    offers: tuple[Offer, ...]


def report(reviewed: Sequence[Decisions], kept: Sequence[About], floor: float) -> Report:
    """The report on ``reviewed``.

    Args:
        reviewed: the decisions, an edition each.
        kept: the stories that those editions print.
        floor: gravity below which nothing stands on page one.
    """
    decisions = [one for each in reviewed for one in each.decisions]
    kinds = Counter(one.kind for one in decisions)
    rows = [row for by in _KEYS for row in _rows(by, decisions, kept)]
    return Report(
        editions=len(reviewed),
        kinds=tuple(sorted(kinds.items(), key=lambda each: (-each[1], each[0]))),
        rows=tuple(sorted(rows, key=lambda row: (-(row.dropped + row.pinned + row.changed), row.by, row.name))[:ROWS]),
        offers=tuple(sorted(_offers(decisions, kept, floor), key=lambda o: (-o.did + o.spoilt, o.setting))),
    )


_KEYS = ("outlet", "topic", "genre", "rule")


def _names(about: About, by: str) -> tuple[str, ...]:
    """What a story counts for: of outlets only the one that alone has it, since no other is to blame."""
    if by == "outlet":
        return about.outlets if len(about.outlets) == 1 else ()
    if by == "rule":
        return about.signals
    return (about.desk.value if by == "topic" else about.genre.value,)


def _is_drop(one: Decision) -> bool:
    return one.kind == "drop" or (one.kind == "pin" and one.place == 0)


def _rows(by: str, decisions: Sequence[Decision], kept: Sequence[About]) -> Iterator[Row]:
    had = (*kept, *(one.about for one in decisions if one.kind == "drop"))  # printed, or dropped
    shown = Counter(name for about in had for name in _names(about, by))
    dropped, pinned, changed = Counter[str](), Counter[str](), Counter[str]()
    for one in decisions:
        if not one.story:
            continue
        into = dropped if _is_drop(one) else pinned if one.kind == "pin" else changed
        into.update(_names(one.about, by))
    for name in {*dropped, *pinned, *changed}:
        yield Row(
            by=by,
            name=name,
            shown=max(shown[name], dropped[name]),
            dropped=dropped[name],
            pinned=pinned[name],
            changed=changed[name],
        )


def _offers(decisions: Sequence[Decision], kept: Sequence[About], floor: float) -> Iterator[Offer]:
    dropped = [one.about for one in decisions if _is_drop(one)]
    pinned = [one.about for one in decisions if one.kind == "pin" and one.place > 0]
    stay = [about for about in kept if about.front]
    for by in ("topic", "rule"):
        for name in sorted({name for about in (*dropped, *pinned) for name in _names(about, by)}):
            yield from _weight(by, name, dropped, stay, floor, down=True)
            yield from _weight(by, name, pinned, [about for about in kept if not about.front], floor, down=False)
    yield from _closed("genre", '[desk.genres] {} = "drop"', dropped, kept)
    yield from _closed("outlet", 'weight = 0.5 in the [[source]] called "{}"', dropped, kept)


def _weight(
    by: str, name: str, moved: Sequence[About], left: Sequence[About], floor: float, *, down: bool
) -> Iterator[Offer]:
    """What is to be added to a weight so that at least half of what editors moved crosses the floor by itself."""
    of = [about for about in moved if name in _names(about, by)]
    away = sorted(about.gravity - floor if down else floor - about.gravity for about in of)
    if len(of) < OFTEN or away[len(of) // 2] < 0:
        return
    step = round(away[len(of) // 2] + 0.1, 1)
    did = sum(gap < step for gap in away)
    same = [about.gravity for about in left if name in _names(about, by)]
    spoilt = sum(floor <= gravity < floor + step if down else floor - step < gravity < floor for gravity in same)
    if did > spoilt:
        sign = "-" if down else "+"
        setting = f"[desk.weights] {name}: {sign}{step:g}"
        yield Offer(setting=setting, did=did, of=len(of) + len(same), spoilt=spoilt)


def _closed(by: str, setting: str, dropped: Sequence[About], kept: Sequence[About]) -> Iterator[Offer]:
    """What is nearly always dropped."""
    gone = Counter(name for about in dropped for name in _names(about, by))
    stays = Counter(name for about in kept for name in _names(about, by))
    for name, number in sorted(gone.items()):
        whole = number + stays[name]
        if number >= OFTEN and number > MOST_OF * whole and name != "report":
            yield Offer(setting=setting.format(name), did=number, of=whole, spoilt=stays[name])
