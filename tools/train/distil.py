"""Stage (a), ``python -m tools.train distil``: six layers learn to say what twelve say.

On sentences of the open corpora and on salads of frequent words of the languages that have no corpus here, every layer
of the student follows every second layer of the original (rows as in Jiao et al. 2020), and its vector follows the
original's, which is asked with the prefix "query: " that the student learns to do without.
"""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import wordfreq
from torch import Tensor
from torch.nn import functional

from tools.train import corpora
from tools.train.base import Base, load, student, teacher
from tools.train.network import PAD, Body, Network, pooled

PREFIX = "query:"
MOST = 96  # sub-words of a sentence that are looked at
SALADS = dict.fromkeys("ru uk ar tr fr es it pl cs".split(), 2500)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Rates and sizes."""

    seed: int = 20190129
    batch: int = 4096  # sub-words
    rate: float = 4e-4
    warm_up: float = 0.03
    vector: float = 4.0
    steps: int = 100
    plan: int = 650  # steps over which the rate falls to nothing; the next stage goes on with the vector


def run(data: Path, work: Path, base: Base, recipe: Recipe, start: Path | None = None) -> None:
    """Distil for the given steps, from a checkpoint if there is one; writes `distilled.pt` as it goes."""
    rng = random.Random(recipe.seed)
    network, original = (load(base, start) if start else student(base)), teacher(base)
    lines = list(_sentences(data))
    print(f"{len(lines)} sentences", flush=True)
    encoded = [made.ids[:MOST] for made in base.tokenizer.encode_batch_fast(lines)]
    prefix = base.tokenizer.encode(PREFIX).ids[1:-1]
    if start is None:
        network.centre.copy_(centre(original, rng.sample(encoded, 3000), prefix))
    followed = [
        p for name, p in network.named_parameters() if not name.startswith(("head", "tags", "customs", "mixture"))
    ]
    optimiser = torch.optim.AdamW(followed, lr=recipe.rate, betas=(0.9, 0.98), eps=1e-6, weight_decay=0.01)
    network.eval()  # without dropout
    begun = time.monotonic()
    sums, seen = np.zeros(2), 0
    for done, ids in enumerate(_endless(encoded, recipe, rng), start=1):
        share = done / max(recipe.plan, recipe.steps)
        for group in optimiser.param_groups:
            group["lr"] = recipe.rate * min(1.0, share / recipe.warm_up) * (1 - share)
        rows, vector = _losses(network, original, ids, prefix)
        optimiser.zero_grad(set_to_none=True)
        (rows + recipe.vector * vector).backward()
        torch.nn.utils.clip_grad_norm_(followed, 1.0)
        optimiser.step()
        seen += ids.numel()
        sums += float(rows.detach()), float(vector.detach())
        if done % 10 == 0:
            speed = seen / (time.monotonic() - begun)
            print(f"{done} rows {sums[0] / 10:.4f} vector {sums[1] / 10:.4f} {speed:.0f} a second", flush=True)
            sums[:] = 0
        if done % 100 == 0 or done == recipe.steps:
            torch.save(network.state_dict(), work / "distilled.pt")
        if done == recipe.steps:
            return


def _endless(encoded: list[list[int]], recipe: Recipe, rng: random.Random) -> Iterator[Tensor]:
    while True:
        yield from batches(encoded, recipe.batch, rng)


def _losses(network: Network, original: Body, ids: Tensor, prefix: list[int]) -> tuple[Tensor, Tensor]:
    asked = with_prefix(ids, prefix)
    with torch.no_grad():
        theirs = original(asked)
    wanted = network.vector(theirs[-1], asked).detach()
    with torch.autocast("cpu", torch.bfloat16):
        ours = network(ids)
    vectors = network.vector(ours[-1], ids)
    rows, places = (ids != PAD).nonzero(as_tuple=True)
    some = torch.randperm(len(rows))[: len(rows) // 4]  # a quarter of the rows says enough of the layers between
    rows, places = rows[some], places[some]
    shifted = torch.where(places > 0, places + len(prefix), places)
    loss = torch.zeros(())
    for number, mine in enumerate(ours[1:], start=1):
        target = theirs[2 * number][rows, shifted].float()
        spread = target.var(0).mean()
        loss = loss + functional.mse_loss(mine[rows, places].float(), target) / spread / (len(ours) - 1)
    return loss, (1 - (vectors * wanted).sum(-1)).mean()


def with_prefix(ids: Tensor, prefix: list[int]) -> Tensor:
    """The same sentences with the prefix behind their first mark."""
    middle = torch.tensor(prefix).expand(len(ids), -1)
    return torch.cat((ids[:, :1], middle, ids[:, 1:]), dim=1)


@torch.no_grad()
def centre(original: Body, sample: list[list[int]], prefix: list[int]) -> Tensor:
    """The mean of the vectors of a sample."""
    total = torch.zeros(384)
    for ids in batches(sample, 4096, random.Random(0)):
        asked = with_prefix(ids, prefix)
        last = original(asked)[-1]
        total += pooled(last, asked).sum(0)
    return total / len(sample)


def batches(encoded: list[list[int]], size: int, rng: random.Random) -> Iterator[Tensor]:
    """Batches of like lengths in random order, padded."""
    order = sorted(encoded, key=lambda ids: len(ids) * rng.uniform(0.95, 1.05))
    made: list[list[list[int]]] = [[]]
    longest = 0
    for ids in order:
        longest = max(longest, rounded(len(ids)))
        if made[-1] and longest * (len(made[-1]) + 1) > size:
            made.append([])
            longest = rounded(len(ids))
        made[-1].append(ids)
    rng.shuffle(made)
    yield from (padded(batch) for batch in made)


def rounded(length: int) -> int:
    """Lengths of few kinds: the kernels for a shape are made once."""
    return -(-length // 8) * 8


def padded(batch: list[list[int]]) -> Tensor:
    """Rows of one length."""
    longest = rounded(max(map(len, batch)))
    return torch.tensor([ids + [PAD] * (longest - len(ids)) for ids in batch])


def _sentences(data: Path) -> Iterator[str]:
    """The texts, English thinned to a half; then the salads."""
    rng = random.Random(3)
    seen: set[str] = set()
    for language, text in corpora.texts(data):
        if text not in seen and len(text) > 12 and (language != "en" or rng.random() < 0.5):
            seen.add(text)
            yield text
    yield from salads(rng)


def salads(rng: random.Random) -> Iterator[str]:
    """Frequent words of the languages without a corpus, at random."""
    for language, count in SALADS.items():
        yield from _salad(language, count, rng)


def _salad(language: str, count: int, rng: random.Random) -> Iterator[str]:
    shares: dict[str, Any] = wordfreq.get_frequency_dict(language)
    words = sorted(shares, key=lambda word: (-shares[word], word))[:30_000]
    weights = [shares[word] ** 0.7 for word in words]
    for _ in range(count):
        drawn = rng.choices(words, weights, k=rng.randint(4, 24))
        yield " ".join(word.capitalize() if rng.random() < 0.15 or not at else word for at, word in enumerate(drawn))
