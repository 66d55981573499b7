"""Average link: from log-odds of pairs to a tree of merges."""

import numpy as np
from numpy.typing import NDArray

#: (mean log-odds of the pairs between two groups, the one group's first member, the other's).
Merge = tuple[float, int, int]


def average_link(alike: NDArray[np.float32]) -> list[Merge]:
    """The merges of UPGMA, likest first; a group is named by its first member, and keeps the smaller name.

    Nearest-neighbour chains (Murtagh, Computer Journal 1983): time and memory grow with the square of n.

    Args:
        alike: symmetric, n × n.
    """
    n = len(alike)
    work = alike.astype(np.float32, copy=True)
    np.fill_diagonal(work, -np.inf)
    size = np.ones(n)
    height = np.full(n, np.inf)
    alive = np.ones(n, dtype=bool)
    found: list[Merge] = []
    chain: list[int] = []
    while len(found) < n - 1:
        if not chain:
            chain = [int(alive.argmax())]
        top = chain[-1]
        near = int(work[top].argmax())
        if len(chain) > 1 and work[top, chain[-2]] >= work[top, near]:
            near = chain[-2]
        if len(chain) < 2 or near != chain[-2]:
            chain.append(near)
            continue
        chain = chain[:-2]
        kept, gone = min(top, near), max(top, near)
        # Average link is monotone; rounding is not.
        height[kept] = min(work[kept, gone], height[kept], height[gone])
        found.append((float(height[kept]), kept, gone))
        row = (size[kept] * work[kept] + size[gone] * work[gone]) / (size[kept] + size[gone])
        size[kept] += size[gone]
        row[kept] = row[gone] = -np.inf
        work[kept, :] = work[:, kept] = row
        work[gone, :] = work[:, gone] = -np.inf
        alive[gone] = False
    return sorted(found, key=lambda merge: -merge[0])
