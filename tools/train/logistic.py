"""Logistic regression with a ridge penalty, by Newton's method: few properties, no randomness, no library."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def fit(x: Floats, y: Floats, share: Floats, ridge: float) -> tuple[Floats, float]:
    """Weights of the columns of ``x`` and the bias.

    Args:
        x: examples × properties; standardised within.
        y: likelihood of each example, 0..1.
        share: what each example counts.
        ridge: penalty on squared standardised weights.
    """
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale[scale == 0] = 1
    z = np.hstack([np.ones((len(x), 1)), (x - mean) / scale])
    penalty = np.full(z.shape[1], ridge)
    penalty[0] = 0
    theta = np.zeros(z.shape[1])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-z @ theta))
        gradient = z.T @ (share * (likely - y)) + penalty * theta
        curvature = (z * (share * likely * (1 - likely))[:, None]).T @ z + np.diag(penalty + 1e-9)
        step = np.linalg.solve(curvature, gradient)
        theta -= step
        if np.abs(step).max() < 1e-9:
            break
    weights = theta[1:] / scale
    return weights, float(theta[0] - (weights * mean).sum())


def write(out: Path, note: str, names: Sequence[str], weights: Floats, bias: float) -> None:
    """The weights of ``names`` and the bias as a table of `briefing/data`, with a ``note`` of where they come from."""
    content = {
        "note": note,
        "bias": round(bias, 5),
        "weights": {name: round(float(weight), 5) for name, weight in zip(names, weights, strict=True)},
    }
    out.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
