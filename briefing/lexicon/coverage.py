"""Coverage: which sentences together tell most of what is worth telling, each by what it is the first to tell.

Each term counts once, however many of the chosen sentences hold it: the maximum coverage problem of Gillick & Favre
(2009, "A Scalable Global Model for Summarization"), solved greedily by worth per word. One function serves the summary
of an article, the key points of a story and the order of sentences by weight.
"""

from collections.abc import Callable, Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from briefing.model import Flaw

Floats = NDArray[np.float64]

#: Words that every sentence is held to have besides its own: else a name and a verb would outweigh all. Swept 0 to 40
#: on GUM's training summaries (ROUGE-1 at 40, 60 and 100 words) and on tests/gold/stories.jsonl: flat from 5 to 20.
ALLOWANCE = 10
#: Of a sentence's terms at least this share must be new, or it repeats. Counted by terms: by their worth, half leaves as
#: much repetition and a point a story fewer (tests/gold/stories.jsonl, split tune).
NEW = 0.7
#: … and it must add this share of the first one's worth: a budget is a limit, not an aim. On GUM's training summaries
#: ROUGE-1 at 40, 60 and 100 words is 35.4, 38.2, 34.9 with 0, 35.5, 39.0, 38.1 with 0.1, 35.3, 38.6, 39.1 with 0.2.
LEAST = 0.1
#: News is told in falling order of weight: what the last sentence of a long report keeps of its words' worth, and how
#: many sentences down half of the rest is lost. On GUM's training summaries at 60 words 0.3 to 1 give ROUGE-1 37.6,
#: 37.5, 38.2, 38.3.
_DEEP, _DOWN = 0.7, 6
#: What a sentence keeps that is not worth quoting by itself, and one that surely leans. 0.5 to 1 are alike there.
_FLAWED, _LEANING = 0.7, 0.5


def front(place: int) -> float:
    """What the words of the running sentence at ``place`` (from 0) keep of their worth for standing so far down."""
    return 1 - (1 - _DEEP) * place / (place + _DOWN)


def fitness(alone: float, flaws: Collection[Flaw]) -> float:
    """What a sentence keeps of its worth, by how likely it is understood by itself and what speaks against quoting it."""
    return (1 - _LEANING * (1 - alone)) * (_FLAWED if set(flaws) - {Flaw.LEANS} else 1.0)


def gains(rows: Sequence[Sequence[int]], worth: Sequence[float], fit: Sequence[float]) -> Floats:
    """Sentences × terms: what each term adds if the sentence is the first to tell it.

    Args:
        rows: of each sentence the numbers of its terms, each once.
        worth: of each term.
        fit: what is left of each sentence's worth outside its words: its place, its faults.
    """
    table = np.zeros((len(rows), max(1, len(worth))))
    worths = np.asarray(worth, dtype=np.float64)
    for place, row in enumerate(rows):
        numbers = list(row)
        # whole numbers: sums are exact, and no order of adding shows
        table[place, numbers] = np.rint(worths[numbers] * fit[place])
    return table


def density(table: Floats, lengths: Sequence[int]) -> Floats:
    """What each sentence tells by itself, by its length in words."""
    return np.asarray(table.sum(axis=1) / (np.asarray(lengths, dtype=np.float64) + ALLOWANCE))


def told(
    table: Floats,
    lengths: Sequence[int],
    *,
    most: int,
    budget: int | None = None,
    first: int | None = None,
    allowed: Callable[[int, Sequence[int]], bool] = lambda _place, _chosen: True,
    new: float = NEW,
    least: float = LEAST,
) -> list[int]:
    """Places of the chosen sentences, in the order of choice.

    Args:
        table: `gains`.
        lengths: of the sentences, in words.
        most: sentences at most.
        budget: words at most.
        first: the sentence that opens, where that is decided already.
        allowed: whether a sentence may stand beside those chosen already.
        new: share of a sentence's terms that must be new.
        least: share of the first one's worth that a further one must still add.
    """
    words = np.asarray(lengths, dtype=np.float64)
    alone = table.sum(axis=1)
    held = (table > 0).astype(np.float64)
    terms = held.sum(axis=1)
    left = np.ones(table.shape[1])
    chosen: list[int] = []
    floor = 0.0
    while len(chosen) < most:
        gain = table @ left
        room = np.ones(len(words), dtype=bool) if budget is None else words <= budget - words[chosen].sum()
        can = room & (gain > 0) & (held @ left >= new * terms) & (gain >= floor)
        can[chosen] = False
        order = np.argsort(-np.where(can, gain / (words + ALLOWANCE), -1.0), kind="stable")
        best = first if first is not None and not chosen else _best(order, can, chosen, allowed)
        if best is None:
            break
        chosen.append(best)
        floor = least * float(alone[chosen[0]])
        left[table[best] > 0] = 0.0
    return chosen


def _best(
    order: NDArray[np.int64],
    can: NDArray[np.bool_],
    chosen: Sequence[int],
    allowed: Callable[[int, Sequence[int]], bool],
) -> int | None:
    for place in order.tolist():
        if not can[place]:
            return None
        if allowed(place, chosen):
            return int(place)
    return None
