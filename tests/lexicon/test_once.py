"""What is worked out once."""

from briefing.lexicon.once import once


def test_for_the_very_same_thing_and_no_longer_than_it_lives() -> None:
    """Equal things are worked out each, the same one once; what is gone leaves nothing behind for its successor."""
    seen: list[frozenset[int]] = []

    @once
    def size(thing: frozenset[int]) -> int:
        seen.append(frozenset(thing))
        return len(thing)

    one, other = frozenset({1, 2}), frozenset({1, 2})
    assert [size(one), size(other), size(one)] == [2, 2, 2]
    assert len(seen) == 2
    for number in range(50):
        assert size(frozenset(range(number))) == number
