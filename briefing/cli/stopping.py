"""Ctrl-C: an orderly end if that takes no longer than a moment, else an end; what is kept outlives either."""

import multiprocessing
import os
import signal
import threading

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
            for child in multiprocessing.active_children():
                child.kill()
            if not told.is_set():
                os.write(2, b"briefing: stopped\n")
            os._exit(STOPPED)
