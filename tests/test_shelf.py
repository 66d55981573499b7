"""The shelf: readings that do not all stand in memory."""

import threading
import weakref

import pytest

from briefing.shelf import Shelf
from tests import make


def test_what_was_put_comes_back_in_its_order() -> None:
    """Also what had to leave memory, however often it is asked for, and from several threads."""
    readings = [make.reading(f"The port of Basra closed for {n} days.") for n in range(30)]
    shelf = Shelf(readings, room=100, held=3)
    assert list(shelf.values()) == readings
    assert [shelf[one.article.id] for one in reversed(readings)] == readings[::-1]
    found: list[bool] = []
    threads = [threading.Thread(target=lambda: found.append(list(shelf.values()) == readings)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 4


def test_few_are_held_at_a_time() -> None:
    """What left is nowhere in memory."""
    readings = [make.reading(f"The port of Basra closed for {n} days.") for n in range(9)]
    held = [weakref.ref(one) for one in readings]
    shelf = Shelf(iter(readings), room=0, held=2)
    readings.clear()
    assert sum(ref() is not None for ref in held) <= 2
    assert len(shelf) == 9


def test_what_is_dropped_or_replaced_is_gone() -> None:
    """Also where it had left memory."""
    first, second = make.reading("The port of Basra closed."), make.reading("The port of Basra opened.")
    shelf = Shelf([first, second], room=0, held=1)
    shelf.drop(first.article.id)
    assert list(shelf) == [second.article.id]
    with pytest.raises(KeyError):
        shelf[first.article.id]
