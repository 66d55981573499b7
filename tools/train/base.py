"""Stage 0, ``python -m tools.train base``: the vocabulary is cut and written with its tokenizer."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from briefing.reading.model.tagging import TAGS
from tools.train import e5
from tools.train.corpora import CUSTOMS
from tools.train.network import KEPT, Body, Network, begin, table

SEED = 20190129


@dataclass(slots=True, kw_only=True)
class Base:
    """What every stage begins from: the original, the kept pieces (ids of the original), the tokenizer."""

    original: e5.Original
    kept: NDArray[np.int64]
    tokenizer: Any
    words: Tensor


def cut(data: Path, work: Path) -> None:
    """Choose the pieces; write `pieces.npy` and `tokenizer.json` under ``work``."""
    from tools.train.vocabulary import chosen, tokenizer

    work.mkdir(parents=True, exist_ok=True)
    original = e5.unpack()
    kept = chosen(original, data)
    np.save(work / "pieces.npy", np.array(kept))
    made = tokenizer([original.pieces[n] for n in kept], [original.scores[n] for n in kept])
    made.save(str(work / "tokenizer.json"), pretty=False)
    print(f"{len(kept)} pieces of {len(original.pieces)}")


def opened(work: Path) -> Base:
    """What `cut` wrote."""
    original = e5.unpack()
    kept = np.load(work / "pieces.npy")
    tokenizer = Tokenizer.from_file(str(work / "tokenizer.json"))
    return Base(original=original, kept=kept, tokenizer=tokenizer, words=table(original, kept))


def student(base: Base, dropout: float = 0.1) -> Network:
    """The six-layer network with the layers it inherits, heads untrained."""
    torch.manual_seed(SEED)
    network = Network(base.words, tags=len(TAGS), sources=len(CUSTOMS), dropout=dropout)
    begin(network, base.original, KEPT)
    return network


def teacher(base: Base) -> Body:
    """The twelve layers, in half precision."""
    body = Body(base.words, base.original.layers, 0.0)
    begin(body, base.original, tuple(range(base.original.layers)))
    return body.eval().bfloat16()


def load(base: Base, checkpoint: Path) -> Network:
    """A network of a stage before."""
    network = student(base)
    state = torch.load(checkpoint, map_location="cpu")
    state = state.get("average", state)  # of a run that may be gone on with
    network.load_state_dict(state, strict=True)
    return network
