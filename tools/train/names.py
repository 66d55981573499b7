"""Stage (b), ``python -m tools.train names``: the tags of names, while the vector stays where the first stage put it."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from babel import Locale
from torch import Tensor
from torch.nn import functional

from briefing.reading.model.tagging import TAGS
from tools.train import corpora
from tools.train.base import Base, load, teacher
from tools.train.corpora import Example, Line
from tools.train.distil import PREFIX, padded, rounded, with_prefix
from tools.train.measure import brief, score
from tools.train.network import DEPTH, Network, pooled

#: How often a line of a set is shown in an epoch: news first, tweets and question-and-answer seldom.
SHARES = {
    "own": 2.0,
    "own elsewhere": 8.0,  # our own labels in other languages than English: few, and most of those languages have no other
    "wikigold": 2.0,
    "meantime": 1.5,
    "gum": 0.7,
    "germeval": 1.3,
    "uner-english-ewt": 0.7,
    "uner-portuguese-bosque": 1.0,
    "uner-croatian-set": 0.5,
    "uner-serbian-set": 0.5,
    "uner-slovak-snk": 0.25,
    "uner-danish-ddt": 0.4,
    "uner-swedish-talbanken": 0.4,
    "uner-chinese-gsd": 0.3,
    "btc": 0.35,
    "wnut17-train": 0.4,
    "sec-filings": 0.3,
}
UNKNOWN = 3  # <unk>: what stands for a hidden word


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Everything that shapes the weights besides the data."""

    seed: int = 20190129
    steps: int = 580
    plan: int = 1846  # steps over which the rate falls to nothing: the first run ends early, its average settles it
    batch: int = 2560  # sub-words
    rate: float = 3e-4  # of the uppermost layer
    head_rate: float = 1e-3
    decay_by_layer: float = 0.9
    weight_decay: float = 0.01
    warm_up: float = 0.04
    smoothing: float = 0.03
    vector: float = 3.0  # weight of the cosine distance to the original vector
    texts: float = 0.25  # lines without tags a line with tags, for the vector
    average: float = 0.997  # of the moving average of the weights
    recase: float = 0.14
    rename: float = 0.25
    truncate: float = 0.1
    spaced: float = 0.15
    blot: float = 0.05  # share of words hidden from the network


def run(data: Path, work: Path, base: Base, recipe: Recipe, start: Path) -> None:
    """Trains from the checkpoint ``start``; `named.pt` is written after every epoch with averaged weights."""
    rng = random.Random(recipe.seed)
    network, average = load(base, start), load(base, start).eval()
    lines = [corpora.natural(line) for line in corpora.named(data)]
    train = [line for line in lines if not corpora.held_out(line)]
    dev = {
        corpus: [
            corpora.example(line, base.tokenizer) for line in lines if line.corpus == corpus and corpora.held_out(line)
        ]
        for corpus in ("germeval", "uner-portuguese-bosque", "wikigold", "uner-croatian-set")
    }
    dev["worldwide"] = [corpora.example(line, base.tokenizer) for line in corpora.worldwide(data)][::2]
    texts = [text for _, text in corpora.texts(data) if len(text) < 300]
    pool = corpora.names([line for line in train if line.source == corpora.NEWS])
    for language, script in (("ar", "ARABIC"), ("ru", "CYRILLIC"), ("uk", "CYRILLIC")):
        pool["LOC", script] += [name.split() for name in sorted(set(Locale(language).territories.values()))]
    known = Vectors(base, network, work / "vectors.pt")
    optimiser = torch.optim.AdamW(_groups(network, recipe), betas=(0.9, 0.98), eps=1e-6, fused=True)
    peaks = [group["lr"] for group in optimiser.param_groups]
    done, sums, begun = 0, [0.0, 0.0], time.monotonic()
    network.train()
    while done < recipe.steps:
        made = _epoch(train, texts, pool, base.tokenizer, recipe, rng)
        for batch in list(_batches(made, recipe.batch, rng))[: recipe.steps - done]:
            share = min(1.0, done / (recipe.warm_up * recipe.plan)) * max(0.02, 1 - done / recipe.plan)
            for group, peak in zip(optimiser.param_groups, peaks, strict=True):
                group["lr"] = peak * share
            tag_loss, vector_loss = _losses(network, batch, known, recipe)
            optimiser.zero_grad(set_to_none=True)
            (tag_loss + recipe.vector * vector_loss).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            done += 1
            _follow(average, network, min(recipe.average, (1 + done) / (10 + done)))
            sums[0] += float(tag_loss.detach())
            sums[1] += float(vector_loss.detach())
            if done % 50 == 0:
                print(
                    f"{done} tags {sums[0] / 50:.3f} vector {sums[1] / 50:.3f} {time.monotonic() - begun:.0f} s",
                    flush=True,
                )
                sums = [0.0, 0.0]
            if done % 100 == 0:
                torch.save(average.state_dict(), work / "named.pt")
    torch.save(average.state_dict(), work / "named.pt")
    known.save()
    for name, examples in dev.items():
        print("  ", name, brief(score(average, examples)), flush=True)


def _epoch(
    lines: list[Line], texts: list[str], pool: Any, tokenizer: Any, recipe: Recipe, rng: random.Random
) -> list[Example]:
    """One pass: each set by its share, each line maybe changed; and lines without tags."""
    made: list[Example] = []
    for line in lines:
        times = SHARES["own elsewhere" if line.corpus == "own" and line.language != "en" else line.corpus]
        for _ in range(int(times) + (rng.random() < times % 1)):
            shown, key = line, corpora.text_of(line)[0]
            if rng.random() < recipe.rename:
                shown, key = corpora.with_other_names(shown, pool, rng), ""
            if rng.random() < recipe.truncate:
                shown, key = corpora.truncated(shown, rng), ""
            if rng.random() < recipe.recase:
                shown = corpora.recased(shown, rng)  # a vector does not change with the casing
            example = corpora.example(shown, tokenizer, spaced=rng.random() < recipe.spaced)
            example.key = key
            made.append(example)
    for text in rng.sample(texts, min(len(texts), int(len(made) * recipe.texts))):
        ids = tokenizer.encode(text).ids
        made.append(Example(ids=ids, labels=[corpora.IGNORED] * len(ids), source=corpora.NEWS, key=text))
    for example in made:
        example.ids = [
            UNKNOWN if 0 < i < len(example.ids) - 1 and rng.random() < recipe.blot else piece
            for i, piece in enumerate(example.ids)
        ]
    return [example for example in made if 2 < len(example.ids) <= corpora.MAX_PIECES]


def _batches(examples: list[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of like lengths in random order."""
    order = sorted(examples, key=lambda e: len(e.ids) * rng.uniform(0.95, 1.05))
    batches: list[list[Example]] = [[]]
    longest = 0
    for made in order:
        longest = max(longest, rounded(len(made.ids)))
        if batches[-1] and longest * (len(batches[-1]) + 1) > size:
            batches.append([])
            longest = rounded(len(made.ids))
        batches[-1].append(made)
    rng.shuffle(batches)
    yield from batches


class Vectors:
    """The original's vectors, centred, each computed once and kept in a file between runs."""

    def __init__(self, base: Base, network: Network, path: Path) -> None:
        self.original = teacher(base)
        self.centre = network.centre.clone()
        self.tokenizer = base.tokenizer
        self.prefix = base.tokenizer.encode(PREFIX).ids[1:-1]
        self.path = path
        self.known: dict[str, Tensor] = torch.load(path) if path.exists() else {}

    def of(self, keys: list[str]) -> Tensor:
        """One row a text."""
        new = sorted({key for key in keys if key not in self.known})
        if new:
            ids = padded([self.tokenizer.encode(key).ids[: corpora.MAX_PIECES] for key in new])
            asked = with_prefix(ids, self.prefix)
            with torch.no_grad():
                last = self.original(asked)[-1]
            vectors = functional.normalize(pooled(last, asked) - self.centre, dim=-1).to(torch.bfloat16)
            self.known.update(zip(new, vectors.clone(), strict=True))
        return torch.stack([self.known[key] for key in keys]).float()

    def save(self) -> None:
        """Keep them."""
        torch.save(self.known, self.path)


def tensors(batch: list[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, labels and sources of a batch, padded."""
    ids = padded([made.ids for made in batch])
    made_labels = torch.full_like(ids, corpora.IGNORED)
    for row, made in enumerate(batch):
        made_labels[row, : len(made.labels)] = torch.tensor(made.labels)
    return ids, made_labels, torch.tensor([made.source for made in batch])


_FREE = torch.tensor([tag[2:] not in {"PER", "ORG", "LOC"} for tag in TAGS])


def _losses(network: Network, batch: list[Example], known: Vectors, recipe: Recipe) -> tuple[Tensor, Tensor]:
    ids, wanted, sources = tensors(batch)
    with torch.autocast("cpu", torch.bfloat16):
        logits, vectors, _ = network.read(ids, sources)
    flat, truth = logits.flatten(0, 1), wanted.flatten()
    exact = truth >= 0
    loss = functional.cross_entropy(flat[exact], truth[exact], label_smoothing=recipe.smoothing, reduction="sum")
    loose = flat[truth == corpora.NEITHER].log_softmax(-1)
    loss = loss - loose[:, _FREE].logsumexp(-1).sum()
    tag_loss = loss / ((truth != corpora.IGNORED).sum() + 1)
    rows = [row for row, made in enumerate(batch) if made.key]
    if not rows:
        return tag_loss, torch.zeros(())
    near = (vectors[rows] * known.of([batch[row].key for row in rows])).sum(-1)
    return tag_loss, (1 - near).mean()


def _groups(network: Network, recipe: Recipe) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = []
    for name, parameter in network.named_parameters():
        if name.startswith("layers."):
            rate = recipe.rate * recipe.decay_by_layer ** (DEPTH - 1 - int(name.split(".")[1]))
        elif name.startswith(("places", "norm")):
            rate = recipe.rate * recipe.decay_by_layer**DEPTH
        else:
            rate = recipe.head_rate
        decay = recipe.weight_decay if parameter.ndim > 1 and not name.startswith("places") else 0.0
        groups.append({"params": [parameter], "lr": rate, "weight_decay": decay})
    return groups


@torch.no_grad()
def _follow(average: Network, network: Network, keep: float) -> None:
    theirs = [parameter.data for parameter in network.parameters()]
    torch._foreach_lerp_([parameter.data for parameter in average.parameters()], theirs, 1 - keep)
