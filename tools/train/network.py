"""The network: layers of multilingual-e5-small, a tag head and a mean-pooled, centred vector."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from tools.train.e5 import Original, floats

WIDTH, HEADS, INNER = 384, 12, 1536
EPSILON = 1e-12
#: Layers of the original that the student begins with.
KEPT = (0, 2, 4, 6, 8, 10)
DEPTH = len(KEPT)
PAD = 1


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


class Body(nn.Module):
    """Sub-words in, the outputs of the embedding and of every layer out. The table of words is frozen: it ships as it is."""

    def __init__(self, words: Tensor, depth: int, dropout: float) -> None:
        super().__init__()
        self.register_buffer("words", words, persistent=False)
        self.places = nn.Embedding(512, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(depth))
        self.dropout = Dropout(dropout)

    def forward(self, ids: Tensor) -> list[Tensor]:
        known = ids != PAD
        mask = torch.zeros(known.shape, dtype=self.words.dtype).masked_fill_(~known, -1e4)[:, None, None, :]
        x = self.dropout(self.norm(self.words[ids] + self.places.weight[: ids.shape[1]]))
        outputs = [x]
        for layer in self.layers:
            x = layer(x, mask)
            outputs.append(x)
        return outputs


def pooled(last: Tensor, ids: Tensor) -> Tensor:
    """The mean of the last layer's rows, of unit length."""
    known = ids != PAD
    return functional.normalize((last.float() * known[..., None]).sum(1) / known.sum(1, keepdim=True), dim=-1)


class Network(Body):
    """Sub-words in; tag scores of every sub-word and the sentence's unit vector out.

    The vector is centred: the mean of many sentences' vectors is taken off, since all of e5's point one way.
    """

    def __init__(self, words: Tensor, *, tags: int, sources: int, dropout: float = 0.1) -> None:
        super().__init__(words, DEPTH, dropout)
        self.register_buffer("centre", torch.zeros(WIDTH))
        # The tag head reads a learnt mixture of the layers (Peters et al. 2018): the upper ones serve the vector.
        self.mixture = nn.Parameter(torch.tensor([-2.0, -2.0, -1.0, 0.0, 0.5, 1.0, 1.0]))
        self.head = nn.Linear(WIDTH, WIDTH)
        self.customs = nn.Embedding(sources, WIDTH)  # each source's own customs; those of news are shipped
        self.tags = nn.Linear(WIDTH, tags)
        nn.init.zeros_(self.customs.weight)

    def read(self, ids: Tensor, sources: Tensor) -> tuple[Tensor, Tensor, list[Tensor]]:
        """Tag scores, vector, and the outputs of the layers."""
        outputs = self(ids)
        weights = self.mixture.softmax(0)
        mixed = sum(weights[number] * x for number, x in enumerate(outputs))
        hidden = functional.gelu(self.head(self.dropout(mixed)) + self.customs(sources)[:, None])
        scores = self.tags(self.dropout(hidden)).float()
        return scores, self.vector(outputs[-1], ids), outputs

    def vector(self, last: Tensor, ids: Tensor) -> Tensor:
        """The sentence's vector of a last layer's output."""
        return functional.normalize(pooled(last, ids) - self.centre, dim=-1)


def table(original: Original, kept: NDArray[np.int64]) -> Tensor:
    """The rows of the kept pieces."""
    return torch.from_numpy(floats(original.nibbles[kept], original.scales[kept]))


def begin(body: Body, original: Original, layers: tuple[int, ...]) -> None:
    """Puts the original's layers of these numbers in the place of a body's."""
    given = {name: torch.from_numpy(value) for name, value in original.tensors.items()}
    state = body.state_dict()
    state["places.weight"] = given["emb.pos"].view(-1, WIDTH)[:512] + given["emb.type"][:WIDTH]
    for part, short in (("weight", "w"), ("bias", "b")):
        state[f"norm.{part}"] = given[f"emb.ln.{short}"]
        for new, old in enumerate(layers):
            a, b = f"layers.{new}", f"l{old}"
            state[f"{a}.attend.{part}"] = torch.cat([given[f"{b}.{name}.{short}"] for name in "qkv"])
            for name, theirs in (
                ("gather", "ao"),
                ("norm1", "aln"),
                ("widen", "fi"),
                ("narrow", "fo"),
                ("norm2", "oln"),
            ):
                state[f"{a}.{name}.{part}"] = given[f"{b}.{theirs}.{short}"]
    body.load_state_dict(state)
