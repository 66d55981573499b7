"""The training run: tags by cross-entropy, the vector by distillation, averaged weights."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from briefing.reading.model.tagging import SHAPES, TAGS
from tools.train import corpora
from tools.train.corpora import Example, Line
from tools.train.measure import score
from tools.train.network import DEPTH, Network, original


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Everything that shapes the weights besides the data."""

    seed: int = 20190129
    epochs: int = 12
    batch: int = 2048  # sub-words
    rate: float = 3e-4  # of the uppermost layer
    head_rate: float = 1e-3
    decay_by_layer: float = 0.9
    weight_decay: float = 0.01
    warm_up: float = 0.05
    smoothing: float = 0.05
    vector: float = 1.5  # weight of the cosine distance to the original vector
    average: float = 0.998  # of the moving average of the weights
    whole: float = 0.35  # share of paragraphs shown uncut
    recase: float = 0.12
    rename: float = 0.2
    blot: float = 0.04  # share of words hidden from the network
    others: float = 0.5  # weight of corpora with other customs than the first


def train(data: Path, base: Path, out: Path, recipe: Recipe, *, steps: int | None = None) -> Network:
    """Fine-tunes the encoder and returns it with averaged weights; one checkpoint per epoch under `out`.

    Args:
        data: the folder of corpora.
        base: the folder of the original sentence encoder.
        out: where checkpoints and the log go.
        recipe: seed, rates and sizes.
        steps: stop after so many steps (to try the code out).
    """
    rng = random.Random(recipe.seed)
    torch.manual_seed(recipe.seed)
    np.random.seed(recipe.seed % 2**32)  # noqa: NPY002 — nothing here draws from it; a guard against libraries
    tokenizer = tokenizer_of(base)
    whole, cut = _lines(data, tokenizer)
    pool = corpora.names([line for line in cut if line.source == corpora.WORLDWIDE])
    dev = [corpora.example(line, tokenizer) for line in _sentences(corpora.worldwide(data, "dev"))]
    network = original(base, shapes=SHAPES, tags=len(TAGS), sources=4)
    teacher = original(base, shapes=SHAPES, tags=len(TAGS), sources=4).eval()
    known = Teacher(teacher)
    average = original(base, shapes=SHAPES, tags=len(TAGS), sources=4).eval()
    optimiser = torch.optim.AdamW(_groups(network, recipe), betas=(0.9, 0.98), eps=1e-6, fused=True)
    rows = torch.optim.SparseAdam([network.words.weight], lr=recipe.rate * recipe.decay_by_layer ** (DEPTH + 1))
    groups = optimiser.param_groups + rows.param_groups
    peaks = [group["lr"] for group in groups]
    dense = [parameter for group in optimiser.param_groups for parameter in group["params"]]
    done = 0
    total = steps or 0
    for epoch in range(recipe.epochs):
        begun = time.monotonic()
        network.train()
        examples = _epoch(whole, cut, pool, tokenizer, recipe, rng)
        batches = list(_batches(examples, recipe.batch, rng))
        total = total or len(batches) * recipe.epochs
        sums = [0.0, 0.0]
        for batch in batches:
            share = min(1.0, done / (recipe.warm_up * total)) * max(0.0, 1 - done / total)
            for group, peak in zip(groups, peaks, strict=True):
                group["lr"] = peak * share
            tag_loss, vector_loss = _losses(network, batch, known.vectors(batch), recipe)
            network.zero_grad(set_to_none=True)
            (tag_loss + recipe.vector * vector_loss).backward()
            torch.nn.utils.clip_grad_norm_(dense, 1.0)
            optimiser.step()
            rows.step()
            done += 1
            _follow(average, network, min(recipe.average, (1 + done) / (10 + done)))
            sums[0] += float(tag_loss.detach())
            sums[1] += float(vector_loss.detach())
            if steps and done >= steps:
                break
        mean = [value / len(batches) for value in sums]
        line = (
            f"epoch {epoch + 1} steps {done} tags {mean[0]:.4f} vector {mean[1]:.4f} {time.monotonic() - begun:.0f} s"
        )
        print(line, brief(score(average, dev)), flush=True)
        torch.save(average.state_dict(), out / "average.pt")
        if steps and done >= steps:
            break
    return average


def brief(scores: dict[str, float]) -> str:
    return " ".join(f"{name} {value:.1f}" for name, value in scores.items())


def tokenizer_of(base: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _sentences(lines: list[Line]) -> list[Line]:
    return [sent for line in lines for sent in corpora.sentences(line)]


def _lines(data: Path, tokenizer: Any) -> tuple[list[Line], list[Line]]:
    """The training lines twice: as paragraphs, and as sentences."""
    first = corpora.worldwide(data, "train")
    others = corpora.wikigold(data, corpora.peoples(first)) + corpora.gum(data) + corpora.headlines(data)
    others = [line for line in others if 1 < len(line.tokens) <= corpora.MAX_PIECES // 2]
    return corpora.pieces(first, tokenizer) + others, _sentences(first) + others


def _epoch(
    whole: list[Line],
    cut: list[Line],
    pool: dict[str, list[list[str]]],
    tokenizer: Any,
    recipe: Recipe,
    rng: random.Random,
) -> list[Example]:
    """One pass over the data: some paragraphs whole, the rest of the text by sentence, each maybe changed."""
    chosen = [line for line in whole if line.source == corpora.WORLDWIDE and rng.random() < recipe.whole]
    chosen += [line for line in cut if line.source != corpora.WORLDWIDE or rng.random() < 1 - recipe.whole]
    examples: list[Example] = []
    for line in chosen:
        shown = line
        tagged = line.source in {corpora.WORLDWIDE, corpora.WIKIGOLD}
        if tagged and rng.random() < recipe.rename:
            shown = corpora.with_other_names(line, pool, rng)
        if rng.random() < recipe.recase:
            shown = corpora.recased(shown, rng)
        made = corpora.example(shown, tokenizer)
        if 2 < len(made.ids) <= corpora.MAX_PIECES + 50:
            made.teacher = tuple(made.ids)
            made.ids = [
                103 if rng.random() < recipe.blot and 0 < i < len(made.ids) - 1 else piece
                for i, piece in enumerate(made.ids)
            ]
            examples.append(made)
    return examples


def _batches(examples: list[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of like lengths in random order."""
    order = sorted(examples, key=lambda e: len(e.ids) * rng.uniform(0.95, 1.05))
    batches: list[list[Example]] = [[]]
    longest = 0
    for made in order:
        longest = max(longest, len(made.ids))
        if batches[-1] and longest * (len(batches[-1]) + 1) > size:
            batches.append([])
            longest = len(made.ids)
        batches[-1].append(made)
    rng.shuffle(batches)
    yield from batches


def tensors(batch: list[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    longest = max(len(made.ids) for made in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    shapes = torch.zeros_like(ids)
    labels = torch.full_like(ids, corpora.IGNORED)
    for row, made in enumerate(batch):
        ids[row, : len(made.ids)] = torch.tensor(made.ids)
        shapes[row, : len(made.ids)] = torch.tensor(made.shapes)
        labels[row, : len(made.ids)] = torch.tensor(made.labels)
    return ids, shapes, labels, torch.tensor([made.source for made in batch])


class Teacher:
    """The original encoder's vectors, each computed once."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.known: dict[int, Tensor] = {}

    def vectors(self, batch: list[Example]) -> Tensor:
        new = [made for made in batch if hash(made.teacher) not in self.known]
        if new:
            longest = max(len(made.teacher) for made in new)
            ids = torch.zeros(len(new), longest, dtype=torch.long)
            for row, made in enumerate(new):
                ids[row, : len(made.teacher)] = torch.tensor(made.teacher)
            none = torch.zeros_like(ids)
            with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                vectors = self.network(ids, none, none[:, 0])[1]
            for made, vector in zip(new, vectors, strict=True):
                self.known[hash(made.teacher)] = vector.float()
        return torch.stack([self.known[hash(made.teacher)] for made in batch])


def _losses(network: Network, batch: list[Example], wanted: Tensor, recipe: Recipe) -> tuple[Tensor, Tensor]:
    ids, shapes, labels, sources = tensors(batch)
    with torch.autocast("cpu", torch.bfloat16):
        logits, vectors = network(ids, shapes, sources)
    each = functional.cross_entropy(
        logits.flatten(0, 1),
        labels.flatten(),
        ignore_index=corpora.IGNORED,
        label_smoothing=recipe.smoothing,
        reduction="none",
    )
    weights = torch.where(sources == corpora.WORLDWIDE, 1.0, recipe.others)[:, None].expand_as(labels).flatten()
    counted = (labels.flatten() != corpora.IGNORED) * weights
    tag_loss = (each * weights).sum() / counted.sum().clamp(min=1.0)
    return tag_loss, (1 - (vectors * wanted).sum(-1)).mean()


def _groups(network: Network, recipe: Recipe) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = []
    for name, parameter in network.named_parameters():
        if name.startswith("layers."):
            depth = int(name.split(".")[1])
            rate = recipe.rate * recipe.decay_by_layer ** (DEPTH - 1 - depth)
        elif name == "words.weight":
            continue  # a table of rows, most of them untouched by a step
        elif name.startswith(("places", "norm")):
            rate = recipe.rate * recipe.decay_by_layer**DEPTH
        else:
            rate = recipe.head_rate
        decay = (
            recipe.weight_decay if parameter.ndim > 1 and not name.startswith(("words", "places", "shapes")) else 0.0
        )
        groups.append({"params": [parameter], "lr": rate, "weight_decay": decay})
    return groups


@torch.no_grad()
def _follow(average: Network, network: Network, keep: float) -> None:
    theirs = [parameter.data for parameter in network.parameters()]
    torch._foreach_lerp_([parameter.data for parameter in average.parameters()], theirs, 1 - keep)
