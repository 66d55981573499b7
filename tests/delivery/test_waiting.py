"""Letters that wait: none is lost, none holds up another."""

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from briefing.delivery.outbox import Waiting


def test_what_waits_for_another_try_holds_up_no_other() -> None:
    """The failed one comes after the others, and only then is there a pause."""
    paused: list[float] = []
    waiting = Waiting(["ann", "bob", "cleo"], paused.append)
    assert waiting.take() == ("ann", 0)
    waiting.put("ann", 1, after=5.0)
    assert [waiting.take(), waiting.take()] == [("bob", 0), ("cleo", 0)]
    assert paused == []
    assert waiting.take() == ("ann", 1)
    assert len(paused) == 1
    assert 4.0 < paused[0] <= 5.0
    assert waiting.take() is None
    assert not waiting


def test_the_rest_is_everything_that_still_waits() -> None:
    """Due or not, in the order in which it came; afterwards nothing waits."""
    waiting = Waiting(["ann", "bob"], lambda _: None)
    waiting.take()
    waiting.put("ann", 3, after=60.0)
    assert waiting.rest() == [("bob", 0), ("ann", 3)]
    assert waiting.take() is None


@given(st.lists(st.integers(min_value=0, max_value=3), max_size=40))
def test_each_comes_as_often_as_it_is_tried(failures: list[int]) -> None:
    """From four threads: nothing is taken twice at once, nothing is forgotten."""
    waiting = Waiting(range(len(failures)), lambda _: None)
    seen: list[tuple[int, int]] = []

    def work() -> None:
        while taken := waiting.take():
            thing, tries = taken
            seen.append(taken)
            if tries < failures[thing]:
                waiting.put(thing, tries + 1, after=0.0)

    with ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(work) for _ in range(4)]:
            future.result()
    assert sorted(seen) == [(thing, tries) for thing, most in enumerate(failures) for tries in range(most + 1)]
