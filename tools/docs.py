"""Write docs/commands.md and the man page from the commands themselves: ``python -m tools.docs``; ``--check`` compares.

Both come from one walk over the tree of commands, so that nothing is said twice by hand.
"""

import inspect
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import typer

from briefing import __version__
from briefing.cli.app import app

DOCS = Path(__file__).parent.parent / "docs"
HEAD = (
    "# Commands\n\nWritten by `make docs` from the commands themselves, as the man page (`man docs/briefing.1`) is; a test "
    "keeps it true.\n"
)
STATUS = (
    "0: done. 1: nothing usable came in, or a proof failed. 2: usage or configuration. Messages go to standard error, data "
    "to standard output."
)


@dataclass(frozen=True, slots=True)
class Command:
    """A command as its pages show it; `about` in paragraphs, an example to each of `examples`."""

    name: str
    about: tuple[str, ...]
    examples: tuple[str, ...]
    arguments: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str, str], ...]


def commands() -> Iterator[Command]:
    """All commands, by name, those of a group after it."""
    yield from _walked(typer.main.get_command(app), "briefing")


def _walked(command: Any, name: str) -> Iterator[Command]:
    command = getattr(command, "real", command)
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", inspect.cleandoc(command.help or ""))]
    about: list[str] = []
    examples: list[str] = []
    for part in paragraphs:
        first, _, rest = part.partition(":")
        if first in ("Example", "Examples"):
            examples += [rest.strip()] if rest.strip() else []
        elif examples or part.startswith(("briefing ", "cat ")):
            examples.append(part)
        elif part and not (part == paragraphs[-1] and first == "Example"):
            about.append(" ".join(part.split()))
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and "--help" not in p.opts]
    yield Command(
        name=name,
        about=tuple(about),
        examples=tuple(line for line in examples if line),
        arguments=tuple((_named(each), each.help or "") for each in arguments),
        options=tuple((_spelt(each), each.help or "", _default(each)) for each in options),
    )
    for inner in sorted(getattr(command, "commands", {}).items()):
        yield from _walked(inner[1], f"{name} {inner[0]}")


def _named(argument: Any) -> str:
    if argument.metavar:
        return str(argument.metavar)
    name = argument.name.upper() + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _spelt(option: Any) -> str:
    """Its names and what it takes: one of its choices, or a word for it."""
    names = [*option.opts, *option.secondary_opts]
    names.sort(key=lambda name: (name.startswith("--"), name in option.secondary_opts))
    if option.is_flag:
        return ", ".join(names)
    annotation = getattr(getattr(option, "type_descriptor", None), "annotation", None)
    choices = [str(each) for each in get_args(annotation)] if get_origin(annotation) is Literal else []
    word = option.metavar or option.opts[0].lstrip("-").replace("-", "_").upper()
    return f"{', '.join(names)} {'|'.join(choices) or word}"


def _default(option: Any) -> str:
    value = option.default
    if callable(value) or value in (None, "", False, ()) or not option.show_default:
        return ""
    return "on" if value is True else str(getattr(value, "value", value))


def markdown() -> str:
    """docs/commands.md."""
    parts = [HEAD]
    for each in commands():
        parts.append(f"\n{'##' if each.name.count(' ') < 2 else '###'} {each.name}\n")
        parts += [f"\n{line}\n" for line in each.about]
        if each.examples:
            parts.append("\n```console\n" + "\n".join(each.examples) + "\n```\n")
        rows = [f"| `{name}` | {_cell(said)} |  |\n" for name, said in each.arguments]
        rows += [
            f"| `{name}` | {_cell(said)} | {f'`{default}`' if default else ''} |\n"
            for name, said, default in each.options
        ]
        if rows:
            parts.append("\n| | | default |\n|---|---|---|\n" + "".join(rows))
    return "".join(parts)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def manual() -> str:
    """The page for man(1), in the macros of man(7)."""
    first, *others = commands()
    lines = [
        f'.TH BRIEFING 1 "" "briefing {__version__}" "User commands"',
        ".SH NAME",
        f"briefing \\- {_roff(first.about[0])}",
    ]
    lines += [".SH SYNOPSIS", ".B briefing", "[\\fIoption\\fR ...] \\fIcommand\\fR [\\fIargument\\fR ...]"]
    lines += [".SH OPTIONS", *_manned(first), ".SH COMMANDS"]
    for each in others:
        lines += [f".SS {_roff(each.name)}", *(line for part in each.about for line in (_roff(part), ".PP"))]
        lines += _manned(each)
        lines += [line for example in each.examples for line in (".PP", ".EX", _roff(example), ".EE")]
    lines += [".SH EXIT STATUS", _roff(STATUS)]
    return "\n".join(lines) + "\n"


def _manned(command: Command) -> Iterator[str]:
    shown: Sequence[tuple[str, str, str]] = [(name, said, "") for name, said in command.arguments] + list(
        command.options
    )
    for name, said, default in shown:
        yield from (
            ".TP",
            f".B {_roff(name)}",
            _roff(" ".join(said.split()) + (f" Default: {default}." if default else "")),
        )


def _roff(text: str) -> str:
    """``text`` with what troff would take for a command made plain."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("’", "\\(cq")
    return f"\\&{text}" if text.startswith((".", "'")) else text or "\\&"


PAGES = {"commands.md": markdown, "briefing.1": manual}


def main() -> int:
    """0, or 1 where ``--check`` finds a page out of date."""
    for name, made in PAGES.items():
        path = DOCS / name
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != made():
                return 1
        else:
            path.write_text(made(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
