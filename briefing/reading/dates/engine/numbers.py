"""Numbers in words: "twenty-five", "two thousand and eighteen", "a hundred", "twenty-third"."""

from briefing.reading.dates.engine.tokens import Item

#: Larger numbers count no days.
_MOST = 10_000_000


def merge(items: list[Item]) -> list[Item]:
    """``items`` with the words of each number put together.

    The words have the classes "card" (their value), "scale" (what they multiply by) and "ord"; hyphens and a word
    of the class "numand" may stand between them. The first item of a number keeps its other classes only if it
    stands alone.
    """
    if not any("card" in item.classes or "scale" in item.classes for item in items):
        return items
    merged: list[Item] = []
    at = 0
    while at < len(items):
        last, classes = _read(items, at)
        if last == at:
            merged.append(items[at])
            at += 1
            continue
        if last == at + 1:
            item = items[at]
            merged.append(Item(item.start, item.end, item.low, {**item.classes, **classes}))
        else:
            merged.append(Item(items[at].start, items[last - 1].end, " ", classes))
        at = last
    return merged


def _read(items: list[Item], at: int) -> tuple[int, dict[str, int]]:
    """The number that begins at ``at``: where it ends, and its classes; (at, {}) where none does."""
    total, current, end, ordinal = 0, 0, at, False
    place = at
    step = 1000  # what may follow now is smaller than this
    while place < len(items):
        item = items[place]
        classes = item.classes
        if "card" in classes or "ord" in classes:
            value = classes.get("card", classes.get("ord"))
            if value is None or value >= step or (place == at and "card" not in classes):
                break
            current += value
            step = 10 if value % 10 == 0 and value >= 20 else 1
            end, ordinal = place + 1, "card" not in classes
            if ordinal:
                break
        elif "scale" in classes and (place > at or not items[at - 1].classes.keys() & {"card", "num"}):
            scale = classes["scale"]
            if scale == 100:
                current, step = max(current, 1) * 100, 100
            else:
                total, current, step = total + max(current, 1) * scale, 0, 1000
            end = place + 1
        elif not (end == place and place > at and ("hyphen" in classes or "numand" in classes)) or (
            "hyphen" in classes
            and not (step == 10 and place + 1 < len(items) and items[place + 1].classes.keys() & {"card", "ord"})
        ):
            break
        place += 1
    number = total + current
    if end == at or number > _MOST:
        return at, {}
    if ordinal:
        return end, {"ord": number, **({"dayord": number} if number <= 31 else {})}
    return end, {"num": number, "numword": number}
