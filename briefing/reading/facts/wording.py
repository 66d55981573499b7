"""Wording: what the words of headline and lede, as the encoder reads them, add to the weight of news, or take from it.

The signals know words; this knows what else like them was graded heavy or light: a direction in the space of the
encoder's vectors, and a few axes along which both ends weigh more, or less, than the middle (`python -m
tools.train.wording`). It belongs to one encoder; with another it is silent.
"""

import base64
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from briefing.lexicon.tables import read_table

#: The most that it adds or takes: what parts one and a half grades; 2 loses three first stories of 240, 4 wins none.
MOST = 3.0
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class _Table:
    encoder: str
    rows: NDArray[np.float32]
    means: NDArray[np.float32]
    signs: NDArray[np.float32]
    level: float


def wording(vector: NDArray[np.float32] | None, encoder: str) -> float:
    """What it adds, from -`MOST` to `MOST`.

    Args:
        vector: unit vector of headline and lede, or None where no model served.
        encoder: digest of the model that made ``vector``.
    """
    table = _table()
    if vector is None or encoder != table.encoder:
        return 0.0
    along, *axes = table.rows @ vector - table.means
    value = table.level + along + table.signs @ np.square(axes)
    return round(max(-MOST, min(MOST, float(value))), _DIGITS)


@cache
def _table() -> _Table:
    content = read_table("wording.json")
    scales = np.array(content["scales"], dtype=np.float32)
    rows = np.frombuffer(base64.b64decode(content["rows"]), dtype=np.int8).reshape(len(scales), -1)
    return _Table(
        encoder=content["encoder"],
        rows=np.asarray(rows / scales[:, None], dtype=np.float32),
        means=np.array(content["means"], dtype=np.float32),
        signs=np.array(content["signs"], dtype=np.float32),
        level=content["level"],
    )
