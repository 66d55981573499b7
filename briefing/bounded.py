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
import os
import pickle
import resource
import select
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any, BinaryIO, TypeVar

Result = TypeVar("Result")

#: Seconds of processor time for one article. A live page of a whole day takes 2, the longest series of a newspaper 4.
SECONDS = 8
#: Times as many seconds on the clock: a waiting process uses none of its processor time.
_WAITING = 10
_START = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from briefing.bounded import serve; serve()"
_SIZE = struct.Struct(">Q")
_PARENT_DIES = 1  # prctl(2): PR_SET_PDEATHSIG


class OutOfTime(Exception):
    """A step was ended: its time was spent, or the process broke down under it."""


class _Worker:
    """A process that runs one step after another, and ends with the thread that made it."""

    def __init__(self) -> None:
        self.maker = threading.current_thread()
        self._process = subprocess.Popen(  # noqa: S603 — our own code
            [sys.executable, "-P", "-c", _START, json.dumps(sys.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def run(self, seconds: int, call: bytes) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        ready: list[Any] = []
        try:
            _write(self._process.stdin, pickle.dumps((seconds, call)))
            ready, _, _ = select.select([self._process.stdout], [], [], seconds * _WAITING)
            answer = _read(self._process.stdout) if ready else None
        except OSError:
            answer = None
        if answer is None:
            spent = not ready or self._process.wait() == -signal.SIGXCPU
            self.close()
            raise OutOfTime(f"it took more than {seconds} seconds" if spent else "it broke the process down")
        return pickle.loads(answer)  # noqa: S301 — written by our own process

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


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
    """The other process: reads steps from standard input until it ends, writes what they gave to standard output."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PARENT_DIES, 9)
    while (asked := _read(sys.stdin.buffer)) is not None:
        seconds, call = pickle.loads(asked)  # noqa: S301 — written by our own process
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = math.ceil(used.ru_utime + used.ru_stime + seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (spent, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        _write(answers, _answer(call))


def _answer(call: bytes) -> bytes:
    try:
        step, args = pickle.loads(call)  # noqa: S301 — written by our own process
        return pickle.dumps((True, step(*args)))
    except Exception as error:  # noqa: BLE001 — it is raised again where it was asked for
        return pickle.dumps((False, error))


def _write(stream: Any, data: bytes) -> None:
    stream.write(_SIZE.pack(len(data)) + data)
    stream.flush()


def _read(stream: BinaryIO | Any) -> bytes | None:
    """The next message; None where the other side has gone."""
    head = stream.read(_SIZE.size)
    if len(head) < _SIZE.size:
        return None
    (size,) = _SIZE.unpack(head)
    data: bytes = stream.read(size)
    return data if len(data) == size else None
