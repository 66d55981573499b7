"""How the shipped weights are made: `python -m tools.train --data DIR --out DIR`."""
