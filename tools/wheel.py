"""Build the wheel and test what is in it, with the source folder out of reach: ``python -m tools.wheel``."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> int:
    """Returns the exit code of the tests."""
    with tempfile.TemporaryDirectory() as folder:
        dist, site, elsewhere = (Path(folder) / name for name in ("dist", "site", "elsewhere"))
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
        subprocess.run(
            [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(dist), str(ROOT)], check=True
        )
        (wheel,) = dist.glob("briefing-*.whl")
        subprocess.run([*pip, "install", "--no-deps", "--target", str(site), str(wheel)], check=True)
        shutil.copytree(ROOT / "tests" / "wheel", elsewhere)
        print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB")
        environment = os.environ | {"PYTHONPATH": str(site), "BRIEFING_WHEEL": str(site)}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(elsewhere)]
        return subprocess.run(command, check=False, cwd=elsewhere, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
