"""``python -m tools.train STAGE --data DIR``: corpora in, the shipped tables out. One command a stage, seeds fixed.

The model's stages: base (the vocabulary), distil (the vector), names (the tags), ship (quantise, prove), measure;
again ships anew what is shipped, where no checkpoint is left.
"""

import argparse
import sys
from pathlib import Path

import torch

from tools.train import base, distil, names, ship

STAGES = ("base", "distil", "names", "ship", "again", "measure")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.train", description=__doc__)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--work", type=Path, default=Path(".train"), help="pieces and checkpoints")
    parser.add_argument("--out", type=Path, default=Path("briefing/data/model"), help="where the model ships from")
    parser.add_argument("--start", type=Path, help="checkpoint to begin from; each stage's own is the one before it")
    parser.add_argument("--steps", type=int, help="of distil and names; other than their recipe's")
    parser.add_argument("--cool", type=int, default=0, help="of names: last steps, in which the rate falls to nothing")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    if args.stage == "base":
        base.cut(args.data, args.work)
        return 0
    if args.stage in ("again", "measure"):
        {"again": ship.again, "measure": ship.measure}[args.stage](args.data, args.out)
        return 0
    opened = base.opened(args.work)
    if args.stage == "distil":
        distil.run(args.data, args.work, opened, distil.Recipe(steps=args.steps or distil.Recipe.steps), args.start)
    elif args.stage == "names":
        recipe = names.Recipe(steps=args.steps or names.Recipe.steps, cool=args.cool)
        names.run(args.data, args.work, opened, recipe, args.start or args.work / "distilled.pt")
    else:
        ship.run(args.data, args.work, opened, args.start or args.work / "named.pt", args.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
