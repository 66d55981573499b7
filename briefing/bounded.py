"""Bounded: a step on large input runs in a process of its own, which ends when its processor time is spent.

No thread can be ended while a C library has it, and none can outlive a crash of one; a process can and does. It stays
for the next input, so that what it imports and loads is paid for once. Small inputs need none of this: on few bytes
even a quadratic step comes to an end.
"""

import atexit
import contextlib
import ctypes
import json
import math
import pickle
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

Result = TypeVar("Result")

#: Seconds of processor time for one article. A live page of a whole day takes 2, the longest series of a newspaper 4.
SECONDS = 8
#: Times as many seconds on the clock: a waiting process uses none of its processor time.
_WAITING = 10
_START = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from briefing.bounded import serve; serve()"
_PARENT_DIES = 1  # prctl(2): PR_SET_PDEATHSIG


class OutOfTime(Exception):
    """A step was ended: its time was spent, or the process broke down under it."""


class _Worker:
    """A process that runs one step after another, and ends with the thread that made it."""

    def __init__(self) -> None:
        from multiprocessing import Pipe  # where one is needed: most runs have no large input

        self.maker = threading.current_thread()
        self._line, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 — our own code
                [sys.executable, "-P", "-c", _START, json.dumps(sys.path), str(theirs.fileno())],
                stdin=subprocess.DEVNULL, stdout=2, pass_fds=[theirs.fileno()],
            )  # fmt: skip

    def run(self, seconds: int, call: bytes) -> Any:
        ready = True
        try:
            self._line.send((seconds, call))
            if ready := self._line.poll(seconds * _WAITING):
                return self._line.recv()
        except (EOFError, OSError):
            pass
        spent = not ready or self._process.wait() == -signal.SIGXCPU
        self.close()
        raise OutOfTime(f"it took more than {seconds} seconds" if spent else "it broke the process down")

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._line.close()


_idle: list[_Worker] = []
_lock = threading.Lock()


def run(step: Callable[..., Result], *args: Any, seconds: int = SECONDS) -> Result:
    """``step`` of the arguments, in another process.

    Args:
        step: a function that the other process can import; arguments and result travel as pickles.
        args: of the step.
        seconds: of processor time.

    Raises:
        OutOfTime: if it took longer, or took the process down with it.
        Exception: whatever ``step`` raises.
    """
    call = pickle.dumps((step, args))
    worker = _waiting() or _Worker()
    well, result = worker.run(seconds, call)
    with _lock:
        _idle.append(worker)
    if well:
        return result  # type: ignore[no-any-return]
    raise result


def _waiting() -> _Worker | None:
    """A process without work that lasts as long as this thread: Linux ends one when the thread that made it ends."""
    lasting = (threading.main_thread(), threading.current_thread())
    with _lock:
        for worker in [worker for worker in _idle if not worker.maker.is_alive()]:
            _idle.remove(worker)
            worker.close()
        found = next((worker for worker in reversed(_idle) if worker.maker in lasting), None)
        if found is not None:
            _idle.remove(found)
        return found


def close() -> None:
    """End the processes that wait for work; the next step starts one anew."""
    with _lock:
        while _idle:
            _idle.pop().close()


atexit.register(close)


def serve() -> None:
    """The other process: takes steps from the line that it was given until that ends, answers with what they gave."""
    from multiprocessing.connection import Connection

    line: Connection[bytes, tuple[int, bytes]] = Connection(int(sys.argv[2]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PARENT_DIES, 9)
    with contextlib.suppress(EOFError):
        while True:
            seconds, call = line.recv()
            used = resource.getrusage(resource.RUSAGE_SELF)
            spent = math.ceil(used.ru_utime + used.ru_stime + seconds)
            resource.setrlimit(resource.RLIMIT_CPU, (spent, resource.getrlimit(resource.RLIMIT_CPU)[1]))
            line.send_bytes(_answer(call))


def _answer(call: bytes) -> bytes:
    try:
        step, args = pickle.loads(call)  # noqa: S301 — written by our own process
        return pickle.dumps((True, step(*args)))
    except Exception as error:  # noqa: BLE001 — it is raised again where it was asked for
        return pickle.dumps((False, error))
