"""Stage (c), ``python -m tools.train ship``: quantise, write, and prove on the dev splits what was written."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray

from briefing.reading.model.tagging import TAGS
from tools.train import corpora, export
from tools.train.base import Base, load
from tools.train.corpora import CUSTOMS, Example, Line
from tools.train.distil import padded
from tools.train.export import State
from tools.train.measure import Found, brief, compare, f1
from tools.train.network import Network, pooled
from tools.train.recover import recovered

Floats = NDArray[np.float32]

#: Training sentences that the levels of the channels are read from.
CALIBRATION = 400
#: Sentences in English, and in all other languages, that the spread of the vectors is read from.
SAMPLE = 1200
#: Added to every variance, so that axes of noise stay small.
FLOOR = 1e-5
#: Held-out lines of a set that are scored.
MOST = 400
_FILES = ("encoder.onnx", "tokenizer.json")


def run(data: Path, work: Path, base: Base, checkpoint: Path, out: Path) -> None:
    """Writes weights, tokenizer and checksums; prints scores and closeness to the network as it was trained."""
    network = load(base, checkpoint).eval()
    state = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    state["centre"], state["spread"] = spread(network, base, data)
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(work / "tokenizer.json", out / "tokenizer.json")
    _ship(network, base, state, None, data, out)


def again(data: Path, out: Path) -> None:
    """As `run`, of what ships from ``out``: its whole numbers, in the graph that `tools.train.export` builds by now."""
    base, state, levels = recovered(out)
    network = Network(base.words, tags=len(TAGS), sources=len(CUSTOMS)).eval()
    kept = {name: torch.tensor(value) for name, value in state.items() if name != "spread"}
    network.load_state_dict(kept)
    _ship(network, base, state, levels, data, out)


def _ship(network: Network, base: Base, state: State, levels: State | None, data: Path, out: Path) -> None:
    lines = [corpora.natural(line) for line in corpora.named(data)]
    sample = [line for line in lines if not corpora.held_out(line) and line.corpus not in {"btc", "wnut17-train"}]
    random.Random(0).shuffle(sample)
    examples = [corpora.example(line, base.tokenizer) for line in sample[:CALIBRATION]]
    plans = export.plans_of(network, examples, levels)
    shipped = export.build(state, base, plans).SerializeToString(deterministic=True)
    (out / "encoder.onnx").write_bytes(shipped)
    sums = [f"{hashlib.sha256((out / name).read_bytes()).hexdigest()}  {name}" for name in _FILES]
    (out / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="ascii")
    yardstick = export.build(state, base, plans, quantised=False).SerializeToString()
    near = [
        float((whole(made.ids)[1] * plain(made.ids)[1]).sum())
        for whole, plain in [(_reader(shipped), _reader(yardstick))]
        for made in examples
    ]
    print(f"{len(shipped) / 1e6:.1f} MB; cosine int8 to fp32: mean {np.mean(near):.4f}, least {min(near):.4f}")
    english = [line for line in lines if line.language == "en"]
    scores("fp32", _reader(yardstick), english, base.tokenizer)
    scores("int8", _reader(shipped), lines, base.tokenizer)
    scores("int8 worldwide", _reader(shipped), corpora.worldwide(data), base.tokenizer, whole=True)


@torch.no_grad()
def spread(network: Network, base: Base, data: Path) -> tuple[Floats, Floats]:
    """The mean of many sentences' vectors, and the matrix that half whitens them (Su et al. 2021).

    All vectors of e5 point one way and vary along few axes. By halves: of the same story or not, area under the curve
    92.8 → 94.5 (UCI headlines); the translation is the nearest of 120 in 91.7 → 93.3 % (MEANTIME's titles). Whole
    whitening: 93.7 and 92.5.
    """
    rng = random.Random(1)
    texts = [(language, text) for language, text in corpora.texts(data) if 20 < len(text) < 200]
    english = [text for language, text in texts if language == "en"]
    others = [text for language, text in texts if language != "en"]
    sample = rng.sample(english, SAMPLE) + rng.sample(others, SAMPLE)
    rows = []
    for start in range(0, len(sample), 64):
        ids = padded([base.tokenizer.encode(text).ids for text in sample[start : start + 64]])
        with torch.autocast("cpu", torch.bfloat16):
            last = network(ids)[-1]
        rows.append(pooled(last, ids))
    vectors = torch.cat(rows).double()
    centred = vectors - vectors.mean(0)
    lengths, axes = torch.linalg.eigh(centred.T @ centred / len(centred))
    half = axes @ torch.diag((lengths + FLOOR) ** -0.25) @ axes.T
    return vectors.mean(0).float().numpy(), half.float().numpy()


def measure(data: Path, folder: Path) -> None:
    """Scores of what is shipped in ``folder``."""
    from tokenizers import Tokenizer

    lines = [corpora.natural(line) for line in corpora.named(data)]
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    read = _reader((folder / "encoder.onnx").read_bytes())
    scores("shipped", read, lines, tokenizer)
    scores("worldwide", read, corpora.worldwide(data), tokenizer, whole=True)


Read = Callable[[list[int]], tuple[Any, Any]]


def _reader(model: bytes) -> Read:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def read(ids: list[int]) -> tuple[Any, Any]:
        tags, vector = session.run(None, {"ids": np.array([ids])})
        return tags[0], vector[0]

    return read


def scores(name: str, read: Read, lines: list[Line], tokenizer: Any, *, whole: bool = False) -> None:
    """Prints F1 on the held-out part of every set, or on the whole of them where they are no training sets."""
    held = [line for line in lines if whole or corpora.held_out(line)]
    for corpus in sorted({(line.corpus, line.language) for line in held}):
        made = [corpora.example(line, tokenizer) for line in held if (line.corpus, line.language) == corpus]
        made = made if whole else made[:MOST]
        print(name, *corpus, f"({len(made)})", brief(_f1(read, made)), flush=True)


def _f1(read: Read, examples: Iterable[Example]) -> dict[str, float]:
    gold: Found = set()
    said: Found = set()
    for row, made in enumerate(examples):
        if len(made.ids) <= export.PLACES:
            compare(row, read(made.ids)[0], np.array(made.labels), gold, said)
    return f1(gold, said)
