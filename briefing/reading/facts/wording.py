"""Wording: what the words of headline and lede, as the encoder reads them, add to the weight of news, or take from it.

The signals know words; this knows what else like them was graded heavy or light: one direction in the space of the
encoder's vectors (`python -m tools.train.wording`). It belongs to one encoder; with another it is silent.
"""

import base64
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from briefing.lexicon.tables import read_table

#: The most that it adds or takes: twice what parts two grades.
MOST = 2.0
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class _Table:
    encoder: str
    direction: NDArray[np.float32]
    mean: float


def wording(vector: NDArray[np.float32] | None, encoder: str) -> float:
    """What it adds, from -`MOST` to `MOST`.

    Args:
        vector: unit vector of headline and lede, or None where no model served.
        encoder: digest of the model that made ``vector``.
    """
    table = _table()
    if vector is None or encoder != table.encoder:
        return 0.0
    return round(max(-MOST, min(MOST, float(table.direction @ vector) - table.mean)), _DIGITS)


@cache
def _table() -> _Table:
    content = read_table("wording.json")
    rows = np.frombuffer(base64.b64decode(content["direction"]), dtype=np.int8)
    direction = np.asarray(rows.astype(np.float32) / content["scale"], dtype=np.float32)
    return _Table(encoder=content["encoder"], direction=direction, mean=content["mean"])
