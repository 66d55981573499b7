"""Counts: how often each stem stands somewhere, in a tenth of a dict's room."""

from array import array
from collections.abc import ItemsView, Iterator, Mapping
from sys import intern


class Counts(Mapping[str, float]):
    """A mapping that is gone through, seldom looked into: a hundred thousand articles have half a million of them."""

    __slots__ = ("_counts", "_stems")

    def __init__(self, counted: Mapping[str, float]) -> None:
        self._stems = tuple(map(intern, counted))
        self._counts = array("d", counted.values())

    def __getitem__(self, stem: str) -> float:
        try:
            return self._counts[self._stems.index(stem)]
        except ValueError:
            raise KeyError(stem) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._stems)

    def __len__(self) -> int:
        return len(self._stems)

    def items(self) -> ItemsView[str, float]:
        """Pairs, in order."""
        return _Items(self)

    def values(self) -> "array[float]":  # type: ignore[override]
        """The counts alone, in order."""
        return self._counts


class _Items(ItemsView[str, float]):
    _mapping: Counts

    def __iter__(self) -> Iterator[tuple[str, float]]:
        return zip(self._mapping, self._mapping.values(), strict=True)
