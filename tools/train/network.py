"""The network: MiniLM's encoder (Wang et al. 2020) with casing embeddings, a tag head and a mean-pooled vector."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, DEPTH, INNER = 384, 12, 6, 1536
EPSILON = 1e-12


class Dropout(nn.Module):
    """Dropout (Srivastava et al. 2014) with NumPy's faster generator: PyTorch's cost an eighth of the training."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self.generator = np.random.Generator(np.random.SFC64(0))

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.share:
            return x
        drawn = torch.from_numpy(self.generator.integers(0, 256, x.shape, dtype=np.uint8))
        kept = (drawn >= round(256 * self.share)).to(x.dtype)
        return x * kept.mul_(1 / (1 - self.share))


class Layer(nn.Module):
    """One encoder layer: attention and feed-forward, each followed by its normalisation (BERT)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.attend = nn.Linear(WIDTH, 3 * WIDTH)
        self.gather = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, EPSILON)
        self.widen = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, EPSILON)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        count, length, _ = x.shape
        query, key, value = self.attend(x).view(count, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + mask
        seen = scores.softmax(-1).to(value.dtype) @ value
        x = self.norm1(x + self.dropout(self.gather(seen.transpose(1, 2).reshape(count, length, WIDTH))))
        return self.norm2(x + self.dropout(self.narrow(functional.gelu(self.widen(x)))))


class Network(nn.Module):
    """Sub-words and casing in; tag scores of every sub-word and the sentence's unit vector out."""

    def __init__(self, *, shapes: int, tags: int, sources: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH, sparse=True)
        self.places = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(shapes, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(DEPTH))
        self.dropout = Dropout(dropout)
        # The tag head reads a learnt mixture of the layers (Peters et al. 2018): the upper ones serve the vector.
        self.mixture = nn.Parameter(torch.tensor([-2.0, -2.0, -1.0, 0.0, 0.5, 1.0, 1.0]))
        self.head = nn.Linear(WIDTH, WIDTH)
        self.customs = nn.Embedding(sources, WIDTH)  # each corpus's own customs; the first set's are shipped
        self.tags = nn.Linear(WIDTH, tags)
        nn.init.zeros_(self.customs.weight)

    def forward(self, ids: Tensor, shapes: Tensor, sources: Tensor) -> tuple[Tensor, Tensor]:
        known = ids != 0
        mask = torch.zeros(known.shape).masked_fill_(~known, -1e4)[:, None, None, :]
        places = self.places.weight[: ids.shape[1]]
        x = self.dropout(self.norm(self.words(ids) + places + self.shapes(shapes)))
        weights = self.mixture.softmax(0)
        mixed = weights[0] * x
        for number, layer in enumerate(self.layers):
            x = layer(x, mask)
            mixed = mixed + weights[number + 1] * x
        hidden = functional.gelu(self.head(self.dropout(mixed)) + self.customs(sources)[:, None])
        pooled = (x.float() * known[..., None]).sum(1) / known.sum(1, keepdim=True)
        return self.tags(self.dropout(hidden)).float(), functional.normalize(pooled, dim=-1)


def original(folder: Path, *, shapes: int, tags: int, sources: int) -> Network:
    """The network as its authors left it, heads untrained.

    Args:
        folder: where `model.safetensors` of the sentence encoder lies.
        shapes: number of casing classes; all begin as the token type 0 of the original.
        tags: number of tags.
        sources: number of corpora.
    """
    given = load_file(folder / "model.safetensors")
    network = Network(shapes=shapes, tags=tags, sources=sources)
    state = network.state_dict()
    state["words.weight"] = given["embeddings.word_embeddings.weight"]
    state["places.weight"] = given["embeddings.position_embeddings.weight"]
    state["shapes.weight"] = given["embeddings.token_type_embeddings.weight"][:1].repeat(shapes, 1)
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = given[f"embeddings.LayerNorm.{part}"]
        for number in range(DEPTH):
            old, new = f"encoder.layer.{number}", f"layers.{number}"
            parts = [given[f"{old}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            state[f"{new}.attend.{part}"] = torch.cat(parts)
            state[f"{new}.gather.{part}"] = given[f"{old}.attention.output.dense.{part}"]
            state[f"{new}.norm1.{part}"] = given[f"{old}.attention.output.LayerNorm.{part}"]
            state[f"{new}.widen.{part}"] = given[f"{old}.intermediate.dense.{part}"]
            state[f"{new}.narrow.{part}"] = given[f"{old}.output.dense.{part}"]
            state[f"{new}.norm2.{part}"] = given[f"{old}.output.LayerNorm.{part}"]
    network.load_state_dict(state)
    return network
