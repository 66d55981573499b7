"""LEAD: the first sentences. News is written so that this is hard to beat."""

from collections.abc import Sequence


def lead(lengths: Sequence[int], *, sentences: int | None, words: int | None) -> list[int]:
    """The places of the first sentences within the budget; the first one always."""
    chosen: list[int] = []
    spent = 0
    for n, length in enumerate(lengths):
        spent += length
        if chosen and ((words is not None and spent > words) or (sentences is not None and n >= sentences)):
            break
        chosen.append(n)
    return chosen
