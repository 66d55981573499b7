"""Exact-match scores of entities: precision and recall of (span, type), as F1 by type and over PER, ORG and LOC."""

import numpy as np
import torch

from briefing.reading.model.tagging import TYPES, best_path
from tools.train.corpora import IGNORED, NEITHER, Example
from tools.train.network import Network

Found = set[tuple[int, int, int, str]]


def score(network: Network, examples: list[Example]) -> dict[str, float]:
    """F1 in percent: "micro" over PER, ORG and LOC, then of each type."""
    from tools.train.names import tensors

    network.eval()
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].ids))
    gold: Found = set()
    said: Found = set()
    for start in range(0, len(order), 32):
        rows = order[start : start + 32]
        ids, wanted, _ = tensors([examples[row] for row in rows])
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            logits = network.read(ids, torch.zeros(len(rows), dtype=torch.long))[0].numpy()
        for row, scores, truth in zip(rows, logits, wanted.numpy(), strict=True):
            compare(row, scores, truth, gold, said)
    network.train()
    return f1(gold, said)


def compare(row: int, scores: np.ndarray, truth: np.ndarray, gold: Found, said: Found) -> None:
    """Adds a sentence's true and told entities; what touches a word that the corpus says nothing of is left out."""
    first = np.flatnonzero(truth != IGNORED)
    unsure = {place for place, label in enumerate(truth[first]) if label == NEITHER}
    if not len(first):
        return
    gold |= {(row, *span) for span in spans(np.maximum(truth[first], 0))}
    for start, stop, kind in spans(best_path(scores[first])):
        if kind in TYPES[:3] or not unsure & set(range(start, stop)):
            said.add((row, start, stop, kind))


def brief(scores: dict[str, float]) -> str:
    """One line."""
    return " ".join(f"{name} {value:.1f}" for name, value in scores.items())


def f1(gold: Found, said: Found) -> dict[str, float]:
    groups = {"micro": TYPES[:3], **{kind: (kind,) for kind in TYPES}}
    scores: dict[str, float] = {}
    for name, kinds in groups.items():
        true = {item for item in gold if item[3] in kinds}
        told = {item for item in said if item[3] in kinds}
        scores[name] = 200 * len(true & told) / max(1, len(true) + len(told))
    return scores


def spans(tags: np.ndarray) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for index, tag in enumerate(tags.tolist()):
        if not tag:
            continue
        kind = TYPES[(tag - 1) // 2]
        if tag % 2 == 0 and found and found[-1][1] == index and found[-1][2] == kind:
            found[-1] = (found[-1][0], index + 1, kind)
        else:
            found.append((index, index + 1, kind))
    return found
