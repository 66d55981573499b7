"""What a person sees of a run: messages, counts, progress, exit codes. The only place that turns errors into text."""

from __future__ import annotations

import io
import json
import logging
import os
import re
import signal
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from briefing.errors import BriefingError, SettingsError
from briefing.model import Fault, Skipped

if TYPE_CHECKING:  # a run that no terminal watches needs nothing of it
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

#: Seconds for closing what is open; a person waits one.
GRACE = 0.7
#: As shells count an end by Ctrl-C.
STOPPED = 130
#: Set once the person has been told that it has ended.
told = threading.Event()


def watch() -> None:
    """From now on SIGINT ends this process within a second, also from inside a C library or a thread that waits.

    The interpreter answers a signal between two of its own instructions only; the byte that it writes at once to a
    pipe wakes a thread, which gives the main one a moment. Archive, outbox and files stand a kill at any moment.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    end, begin = os.pipe()
    os.set_blocking(begin, False)
    signal.set_wakeup_fd(begin, warn_on_full_buffer=False)
    threading.Thread(target=_wait, args=(end,), name="stopping", daemon=True).start()


def _wait(end: int) -> None:
    while received := os.read(end, 1):
        if received[0] == signal.SIGINT:
            threading.Event().wait(GRACE)
            if processes := sys.modules.get("multiprocessing"):  # else there are none, and this is no moment to load it
                for child in processes.active_children():
                    child.kill()
            if not told.is_set():
                os.write(2, b"briefing: stopped\n")
            os._exit(STOPPED)


Thing = TypeVar("Thing")

#: Controls other than tab and line break, and the marks that turn the direction of writing.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

DONE, NOTHING_USABLE, USAGE = 0, 1, 2
#: Columns of the narrowest table.
NARROWEST = 80
#: The flags of every command.
GLOBAL = frozenset({"--quiet", "-q", "--verbose", "-v", "--json-log"})


@dataclass(slots=True)
class Manner:
    """How a run speaks: set once by the global options."""

    quiet: bool = False
    verbose: bool = False
    json_log: bool = False


manner = Manner()


def console() -> Console:
    """Standard error, where all messages go; colours and bars on a terminal only."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def sheet() -> Console:
    """Standard output for tables: never narrower than they can be, for a terminal of 20 columns shows empty cells."""
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, markup=False, width=max(NARROWEST, Console().width))


def grid(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table for `sheet`."""
    from rich.table import Table

    made = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        made.add_column(column)
    for row in rows:
        made.add_row(*map(shown, row))
    return made


def shown(text: str, style: str = "") -> Text:
    """``text`` by others, as a terminal may show it: no markup, no controls."""
    from rich.text import Text

    return Text(printable(text), style=style)


def say(text: str, *, level: str = "info", **facts: Any) -> None:
    """One message for a person, or with ``--json-log`` one JSON line for a program."""
    if manner.json_log:
        sys.stderr.write(json.dumps({"level": level, "message": text, **facts}, ensure_ascii=False) + "\n")
    elif level == "error" or not manner.quiet:
        _tell(text, "briefing:" if level == "error" else "")


def _tell(text: str, begins: str) -> None:
    """A line on standard error; what shows colours is loaded for a terminal only, it takes longer than many a command."""
    if sys.stderr.isatty():
        console().print(f"[bold red]{begins}[/] {_plain(text)}" if begins else _plain(text), markup=True)
    else:
        sys.stderr.write(f"{begins} {printable(text)}\n".lstrip())


def tell_left_out(left: Skipped) -> None:
    """An input that was left out: why, and what to do."""
    remedy = f" ({left.remedy})" if left.remedy else ""
    facts = {"input": left.input, "reason": left.reason, "remedy": left.remedy}
    say(f"left out: {left.input}: {left.reason}{remedy}", level="warning", **facts)


def tell_faults(faults: Sequence[Fault]) -> None:
    """How many parts of articles the program failed on; with ``--verbose``, which."""
    if not faults:
        return
    told = f"{len(faults)} {'part' if len(faults) == 1 else 'parts'} of articles could not be understood"
    say(f"{told}: please report it{'' if manner.verbose else ' (--verbose names them)'}", level="warning")
    if manner.verbose:
        for fault, count in Counter(faults).most_common():
            say(f"  {named(fault)}: {count} times", level="warning", step=fault.step, part=fault.part)


def named(fault: Fault) -> str:
    """A fault in a line: "dates, rule “ago”: KeyError: None"."""
    return f"{fault.step}{f', “{fault.part}”' if fault.part else ''}: {fault.error}"


def _plain(text: str) -> str:
    """Square brackets as they are, which Rich would take for its own marks; controls never."""
    return printable(text).replace("[", r"\[")


def printable(text: str) -> str:
    """``text`` without control characters: what others wrote must not steer the terminal."""
    return _CONTROLS.sub("\ufffd", text)


def data(text: str) -> None:
    """One line of data on standard output.

    Raises:
        typer.Exit: with success, if the reader of the pipe has gone ("| head").
    """
    try:
        sys.stdout.write(text + "\n")
    except BrokenPipeError:
        _close_pipe()
        raise typer.Exit(DONE) from None


def _close_pipe() -> None:
    """Nobody reads any more: what is still buffered goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def progress(step: str, things: Iterable[Thing]) -> Iterable[Thing]:
    """Hands ``things`` on; on a terminal, with a bar that says how far ``step`` is."""
    if manner.quiet or manner.json_log or not sys.stderr.isatty():
        return things
    return _with_bar(step, things)


def _with_bar(step: str, things: Iterable[Thing]) -> Iterator[Thing]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    total = len(things) if isinstance(things, Sequence) else None
    far = (BarColumn(), MofNCompleteColumn()) if total is not None else (TextColumn("{task.completed:.0f}"),)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), *far, TimeElapsedColumn())
    with Progress(*columns, console=console(), transient=True) as bar:
        task = bar.add_task(step, total=total)
        for thing in things:
            yield thing
            bar.advance(task)


def guarded(app: typer.Typer, arguments: Sequence[str] | None) -> int:
    """Run ``app``; every way in which it can end becomes an exit code and at most one clear line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # All text is UTF-8, whatever the locale says; half a character becomes an escape, not a fault.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if arguments is None:
        watch()
    code = _run(app, anywhere(sys.argv[1:] if arguments is None else arguments))
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _close_pipe()
    if arguments is None and code == STOPPED:
        os._exit(code)  # taking the interpreter apart may last longer than a person waits
    return code


def anywhere(arguments: Sequence[str]) -> list[str]:
    """``arguments`` with the global flags in front, where the parser wants them: people write them where they like."""
    end = list(arguments).index("--") if "--" in arguments else len(arguments)
    flags = [word for word in arguments[:end] if word in GLOBAL]
    return [*flags, *(word for word in arguments[:end] if word not in GLOBAL), *arguments[end:]]


def _run(app: typer.Typer, arguments: Sequence[str]) -> int:
    logging.basicConfig(level=logging.ERROR, format="%(message)s", stream=sys.stderr)
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    try:
        app(args=list(arguments))
    except SystemExit as end:
        if end.code == STOPPED:  # Typer's answer to Ctrl-C
            told.set()
            say("stopped", level="error")
        return end.code if isinstance(end.code, int) else DONE
    except SettingsError as error:
        say(str(error), level="error")
        return USAGE
    except BriefingError as error:
        say(str(error), level="error")
        return NOTHING_USABLE
    except KeyboardInterrupt:
        told.set()
        say("stopped", level="error")
        return STOPPED
    except Exception as error:  # noqa: BLE001 — the last door: a person gets one line, a developer the traceback
        say(
            f"a fault in the program: {type(error).__name__}: {error} (run again with --verbose and report it)",
            level="error",
        )
        if manner.verbose:
            traceback.print_exc()
        return NOTHING_USABLE
    return DONE
