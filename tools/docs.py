"""Write docs/commands.md from the commands' own help: ``python -m tools.docs``; ``--check`` only compares."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
HEAD = "# Commands\n\nWritten by `make docs` from `briefing COMMAND --help`; a test keeps it true.\n"


def page() -> str:
    """The page as it should be."""
    os.environ |= {"COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1", "TERM": "dumb"}
    from typer.testing import CliRunner

    from briefing.cli.app import app

    names = sorted(
        [command.name or "" for command in app.registered_commands]
        + [group.name or "" for group in app.registered_groups]
    )
    parts = [HEAD]
    for name in names:
        text = CliRunner().invoke(app, [name, "--help"]).output
        text = re.sub(r"\x1b\[[0-9;]*m", "", text)
        plain = "\n".join(line.rstrip() for line in text.strip("\n").splitlines())
        parts.append(f"\n## briefing {name}\n\n```\n{plain.strip(chr(10))}\n```\n")
    return "".join(parts)


def main() -> int:
    """0, or 1 where ``--check`` finds the page out of date."""
    if "--check" in sys.argv:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page())
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
