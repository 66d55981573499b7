"""Stage (b), ``python -m tools.train names``: the tags of names, while the vector stays where the first stage put it.

A run keeps all it needs to go on in `named-run.pt`; labels that have come meanwhile take part when it goes on.
"""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from briefing.reading.model.tagging import TAGS
from tools.train import corpora, swaps
from tools.train.base import Base, load, teacher
from tools.train.corpora import Example, Line
from tools.train.distil import PREFIX, padded, rounded, salads, with_prefix
from tools.train.network import DEPTH, Network, pooled

#: Of a hundred lines shown so many are of a set: English news by our own guide first, then the languages of the desk.
SHARES = {
    "own": 33.0,
    "own elsewhere": 20.0,
    "wikigold": 6.0,
    "meantime": 5.0,
    "gum": 4.0,
    "uner-english-ewt": 5.0,
    "btc": 2.0,
    "wnut17-train": 1.0,
    "sec-filings": 0.5,
    "germeval": 10.0,
    "uner-portuguese-bosque": 7.0,
    "uner-croatian-set": 2.5,
    "uner-serbian-set": 2.0,
    "uner-slovak-snk": 1.0,
    "uner-danish-ddt": 1.0,
    "uner-swedish-talbanken": 1.0,
    "uner-chinese-gsd": 1.0,
}
#: How often a line is shown under our own customs instead of its set's: where a set is most of what a language has, often.
SHARED = {"wikigold": 0.25, "meantime": 0.5, "gum": 0.4, "germeval": 0.6, "uner": 0.5}
UNKNOWN = 3  # <unk>: what stands for a hidden word
CHUNK = 3000  # lines drawn at a time, batched by length


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Everything that shapes the weights besides the data. The rate is steady; a last run lets it fall (`cool`)."""

    seed: int = 20190129
    steps: int = 1600
    cool: int = 0  # last steps, over which the rate falls to nothing
    batch: int = 2560  # sub-words
    rate: float = 2.5e-4  # of the uppermost layer
    head_rate: float = 8e-4
    decay_by_layer: float = 0.9
    weight_decay: float = 0.01
    warm_up: int = 40
    smoothing: float = 0.03
    vector: float = 4.0  # weight of the cosine distance to the original vector
    texts: float = 0.25  # lines without tags a line with tags, for the vector
    average: float = 0.995  # of the moving average of the weights
    recase: float = 0.12
    rename: float = 0.4
    truncate: float = 0.1
    spaced: float = 0.15
    blot: float = 0.05  # share of words hidden from the network


def run(data: Path, work: Path, base: Base, recipe: Recipe, start: Path) -> None:
    """Trains from the checkpoint ``start``, a run's own included; writes `named-run.pt` and, averaged, `named.pt`."""
    network, average = load(base, start), load(base, start).eval()
    optimiser = torch.optim.AdamW(_groups(network, recipe), betas=(0.9, 0.98), eps=1e-6, fused=True)
    held = torch.load(start, map_location="cpu")
    done = 0
    if "optimiser" in held:
        network.load_state_dict(held["network"])
        optimiser.load_state_dict(held["optimiser"])
        done = held["done"]
    peaks = [group["lr"] for group in _groups(network, recipe)]
    known = Vectors(base, network, work / "vectors.pt")
    batches = _endless(data, base.tokenizer, recipe, random.Random(recipe.seed + done))
    first, last, begun, sums = done, done + recipe.steps, time.monotonic(), torch.zeros(2)
    network.train()
    while done < last:
        share = min(1.0, (done + 1 - first) / recipe.warm_up, (last - done) / max(1, recipe.cool))
        for group, peak in zip(optimiser.param_groups, peaks, strict=True):
            group["lr"] = peak * share
        losses = torch.stack(_losses(network, next(batches), known, recipe))
        optimiser.zero_grad(set_to_none=True)
        (losses[0] + recipe.vector * losses[1]).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        done += 1
        _follow(average, network, min(recipe.average, (1 + done - first) / (10 + done - first)))
        sums += losses.detach()
        if done % 25 == 0:
            tags, vector = (sums / 25).tolist()
            print(f"{done} tags {tags:.3f} vector {vector:.4f} {time.monotonic() - begun:.0f} s", flush=True)
            sums.zero_()
        if done % 50 == 0 or done == last:
            run_state = {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "done": done}
            _saved({**run_state, "average": average.state_dict()}, work / "named-run.pt")
            _saved(average.state_dict(), work / "named.pt")
    known.save()


def _saved(state: Any, path: Path) -> None:
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


class _Sets:
    """The training lines by set; each set is shown whole before any of its lines comes again."""

    def __init__(self, lines: list[Line], rng: random.Random) -> None:
        self.rng = rng
        self.lines: dict[str, list[Line]] = {}
        for line in lines:
            self.lines.setdefault(_set_of(line), []).append(line)
        self.left: dict[str, list[Line]] = {name: [] for name in self.lines}

    def draw(self, count: int) -> list[Line]:
        """So many lines, by the shares of the sets."""
        names = sorted(self.lines)
        drawn = []
        for name in self.rng.choices(names, [SHARES[name] for name in names], k=count):
            if not self.left[name]:
                self.left[name] = self.rng.sample(self.lines[name], len(self.lines[name]))
            drawn.append(self.left[name].pop())
        return drawn


def _set_of(line: Line) -> str:
    return "own elsewhere" if line.corpus == "own" and line.language != "en" else line.corpus


def _endless(data: Path, tokenizer: Any, recipe: Recipe, rng: random.Random) -> Iterator[list[Example]]:
    lines = [corpora.natural(line) for line in corpora.named(data)]
    train = [line for line in lines if not corpora.held_out(line)]
    pool = swaps.pools([line for line in train if line.corpus not in {"btc", "wnut17-train"}])
    foreign = [text for language, text in corpora.texts(data) if len(text) < 300 and language != "en"]
    english = [text for language, text in corpora.texts(data) if len(text) < 300 and language == "en"]
    foreign += salads(rng)
    sets = _Sets(train, rng)
    while True:
        made = [_shown(line, pool, tokenizer, recipe, rng) for line in sets.draw(CHUNK)]
        for texts in (foreign, english):
            for text in rng.sample(texts, int(CHUNK * recipe.texts / 2)):
                ids = tokenizer.encode(text).ids
                made.append(Example(ids=ids, labels=[corpora.IGNORED] * len(ids), source=0, key=text))
        yield from _batches([_blotted(example, recipe, rng) for example in made], recipe.batch, rng)


def _shown(line: Line, pool: swaps.Pools, tokenizer: Any, recipe: Recipe, rng: random.Random) -> Example:
    """A line, maybe changed, maybe under our own customs."""
    key = corpora.text_of(line)[0]
    shown = line
    if rng.random() < recipe.rename:
        shown, key = corpora.with_other_names(shown, pool, rng), ""
    if rng.random() < recipe.truncate:
        shown, key = corpora.truncated(shown, rng), ""
    if rng.random() < recipe.recase:
        shown = corpora.recased(shown, rng)  # a vector does not change with the casing
    example = corpora.example(shown, tokenizer, spaced=rng.random() < recipe.spaced)
    example.key = key
    if rng.random() < SHARED.get(corpora.CUSTOMS[line.source], 0.0):
        example.source = 0
    return example


def _blotted(example: Example, recipe: Recipe, rng: random.Random) -> Example:
    last = len(example.ids) - 1
    hidden = (0 < i < last and rng.random() < recipe.blot for i in range(last + 1))
    example.ids = [UNKNOWN if hide else piece for hide, piece in zip(hidden, example.ids, strict=True)]
    return example


def _batches(examples: list[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of like lengths in random order."""
    fit = [example for example in examples if 2 < len(example.ids) <= corpora.MAX_PIECES]
    batches: list[list[Example]] = [[]]
    longest = 0
    for made in sorted(fit, key=lambda e: len(e.ids) * rng.uniform(0.95, 1.05)):
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
