"""Events: the products, the blocks and the cut that stories are made with."""

import dataclasses
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.grouping import blocks as rooms
from briefing.grouping.counts import Counts
from briefing.grouping.cut import Tree, cut
from briefing.grouping.events import events
from briefing.grouping.evidence import Evidence
from briefing.grouping.linkage import average_link
from briefing.grouping.overlap import overlap
from briefing.grouping.rarity import rarity
from briefing.grouping.traits import Floats, Traits

vectors = st.lists(st.dictionaries(st.sampled_from("abcdefgh"), st.floats(-2, 2), max_size=6), max_size=30)


@given(rows=vectors)
def test_overlap_is_the_dot_product_of_each_pair(rows: list[dict[str, float]]) -> None:
    """Terms of few and of many vectors alike."""
    expected = [[sum(one[t] * other[t] for t in one.keys() & other.keys()) for other in rows] for one in rows]
    assert np.allclose(overlap(rows), np.array(expected).reshape(len(rows), len(rows)), atol=1e-3)


def made(story: int, n: int, rng: random.Random, *, short: bool = False) -> Traits:
    """An article of a made-up story: some of the story's own words, and some of everybody's."""
    own = [f"own{story}x{k}" for k in range(8 if short else 40)]
    body = dict.fromkeys(rng.sample(own, len(own) * 2 // 3), 1)
    body |= {f"all{rng.randrange(200)}": 1 for _ in range(2 if short else 60)}
    names = {f"own{story}x{k}": 1 for k in range(3)}
    return Traits(
        id=f"{story}-{n}", head=dict(list(body.items())[:8]), body=body, names=names, people=names, numbers={}
    )


def pile(sizes: list[int], *, short: bool = False) -> tuple[list[Traits], list[int]]:
    """Articles of stories of such sizes, and the story of each."""
    rng = random.Random(7)
    listed = [(made(story, n, rng, short=short), story) for story, size in enumerate(sizes) for n in range(size)]
    rng.shuffle(listed)
    listed.sort(key=lambda pair: pair[0].id)
    return [traits for traits, _ in listed], [story for _, story in listed]


@pytest.mark.parametrize(
    ("sizes", "short"),
    [
        ([1] * 60, False),  # nothing belongs together
        ([40], False),  # everything does
        ([60, *[1] * 40], False),  # one giant and strays
        ([6, 4, 3, 2, 1, 1], False),  # seventeen articles
        ([8] * 12, True),  # bare headlines
        ([2] * 30, False),
        ([1], False),
        ([2], False),
    ],
    ids=["all different", "one story", "giant and strays", "seventeen", "headlines", "pairs", "one", "two"],
)
def test_the_cut_suits_piles_of_every_shape(sizes: list[int], short: bool) -> None:
    """Chosen anew for each run: a constant that suits one of them does not suit all."""
    articles, gold = pile(sizes, short=short)
    said = {tuple(sorted({gold[i] for i in group})) for group in events(articles)}
    assert said == {(story,) for story in range(len(sizes))}
    assert len(events(articles)) == len(sizes)


def test_a_pile_of_no_words_is_all_different() -> None:
    """Articles that say nothing have nothing in common."""
    empty = [Traits(id=str(n), head={}, body={}, names={}, people={}, numbers={}) for n in range(5)]
    assert len(events(empty)) == 5
    assert events([]) == []


def test_a_large_pile_is_compared_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each article in one block, none larger than allowed, no story torn."""
    monkeypatch.setattr(rooms, "LARGEST", 30)
    articles, gold = pile([5] * 30)
    found = rooms.blocks(articles, rarity(articles))
    assert sorted(i for block in found for i in block) == list(range(150))
    assert max(map(len, found)) <= 30
    home = {i: n for n, block in enumerate(found) for i in block}
    assert all(len({home[i] for i, story in enumerate(gold) if story == each}) == 1 for each in range(30))


def test_the_cut_lies_where_the_silhouettes_are_greatest() -> None:
    """Two tight pairs far from one another: below what holds them, above what parts them."""
    alike = np.full((4, 4), -4, dtype=np.float32)
    alike[:2, :2] = alike[2:, 2:] = 2
    assert cut([Tree.of(alike, average_link(alike))]) == [[0, 0, 2, 2]]


def test_a_branch_is_cut_where_it_is_clearest() -> None:
    """Three look-alike pairs of one trade among twenty clear ones: the run's cut would make one story of them."""
    n = 46
    alike = np.full((n, n), -5, dtype=np.float32)
    alike[40:, 40:] = -0.25
    for i in range(0, n, 2):
        alike[i : i + 2, i : i + 2] = 4 if i >= 40 else 2
    (found,) = cut([Tree.of(alike, average_link(alike))])
    assert found == [i - i % 2 for i in range(n)]


def test_two_that_stand_alone_do_not_vouch_for_one_another() -> None:
    """Among all-different articles of one trade nothing is shared but the trade: no neighbour makes them alike."""
    articles, _ = pile([1] * 40)
    block = [dataclasses.replace(one, language="en") for one in articles]
    shared, alone = (_by_neighbours(part)["shared"] for part in (block, block[:2]))
    assert abs(alone[0, 1]) < 1e-6
    assert np.allclose(shared, shared.T, atol=1e-5)


def _by_neighbours(block: list[Traits]) -> dict[str, Floats]:
    """What near neighbours bring where the likest in words are near."""
    found = Evidence(block, rarity(block))
    alike = dict(found.direct())["body"]
    return dict(found.by_neighbours(alike.copy()))


def test_a_report_in_another_language_is_nearer_than_its_rivals() -> None:
    """Four reports of one trade in two languages: who is near to all gains nothing, each its own counterpart does."""
    rng = np.random.default_rng(3)
    trade = rng.normal(size=64)
    told = [rng.normal(size=64) for _ in range(4)]

    def article(language: str, event: int) -> Traits:
        vector = (2 * trade + told[event] + 0.5 * rng.normal(size=64)).astype(np.float32)
        return Traits(
            id=f"{language}{event}",
            language=language,
            head={f"{language}{event}": 1},
            body={f"{language}{event}": 1},
            names={},
            people={},
            numbers={},
            vector=vector / np.linalg.norm(vector),
        )

    block = [article(language, event) for language in ("de", "en") for event in range(4)]
    margin = dict(Evidence(block, rarity(block)).direct())["margin"]
    across = margin[:4, 4:]
    assert np.allclose(margin, margin.T, atol=1e-5)
    assert not margin[:4, :4].any()
    assert not margin[4:, 4:].any()
    assert (np.diag(across) > 0.1).all()
    assert (across[~np.eye(4, dtype=bool)] < 0).all()


def test_counts_are_the_mapping_that_they_were_made_of() -> None:
    """In its order."""
    counts = Counts({"quay": 2, "blast": 1})
    assert dict(counts) == dict(counts.items()) == {"quay": 2, "blast": 1}
    assert list(counts) == ["quay", "blast"]
    assert "port" not in counts
    assert counts["blast"] == 1
