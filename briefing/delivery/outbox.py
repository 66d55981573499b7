"""The outbox: each (edition, recipient) goes queued → sending → sent or failed, and never twice.

The rule for an attempt whose answer was lost (a crash while sending, a line that broke after the
message had been handed over): it is reported as "unknown" and not repeated by itself, since the
recipient may have it; ``unknown`` repeats it under the same Message-ID, which lets mail programs see
that both are one, and ``again`` repeats those that were sent as well.
"""

import itertools
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from queue import Empty, PriorityQueue
from typing import Generic, Protocol, TypeVar

from briefing.delivery.server import Interrupted, Refused, Server, bare
from briefing.errors import RenderingError
from briefing.model import Delivery, DeliveryState
from briefing.settings import MailSettings

#: Seconds before the next try; doubled each time.
FIRST_WAIT = 1.0


class Ledger(Protocol):
    """Where deliveries are kept: the archive."""

    def deliveries(self, edition: date) -> Sequence[Delivery]:
        """All deliveries of an edition."""

    def record(self, delivery: Delivery) -> None:
        """Keep the state of one delivery, before anything else happens."""


class Mail(Protocol):
    """What is sent to many: `rendering.Mailing`, `rendering.CorrectionMail`."""

    def message_id(self, recipient: str) -> str:
        """The same for the same edition and recipient."""

    def letter(self, recipient: str) -> bytes:
        """The message's bytes, made when its turn comes: a thousand with a PDF each are more than memory holds."""


def plan(
    recipients: Sequence[str], known: Iterable[Delivery], *, again: bool = False, unknown: bool = False
) -> tuple[list[str], list[Delivery]]:
    """To whom it is to be sent now, and to whom not: sent already, or of unknown fate.

    A delivery that a crash left in "sending" is of unknown fate. Spellings of one address are one recipient, the first.
    """
    before = {bare(delivery.recipient): delivery for delivery in known}
    todo: dict[str, str] = {}
    done: dict[str, Delivery] = {}
    for recipient in recipients:
        key = bare(recipient)
        delivery = before.get(key)
        if delivery is None:
            todo.setdefault(key, recipient)
        elif again or delivery.state in (
            ("queued", "failed", "sending", "unknown") if unknown else ("queued", "failed")
        ):
            todo[key] = delivery.recipient
        elif delivery.state == "sending":
            done[key] = replace(delivery, state="unknown", answer="the run ended before the server's answer came")
        else:
            done[key] = delivery
    return list(todo.values()), list(done.values())


def deliver(
    edition: date,
    mail: Mail,
    recipients: Sequence[str],
    *,
    settings: MailSettings,
    password: str | None,
    ledger: Ledger,
    again: bool = False,
    unknown: bool = False,
    wait: Callable[[float], object] | None = None,
) -> list[Delivery]:
    """Hand a mail over, one message a recipient; returns each one's state, in the order of ``recipients``.

    4xx answers and broken lines are tried again with growing pauses, 5xx answers are not. A server that lets
    nobody in (a wrong password, no TLS, no answer) is asked for all letters together, not for each.

    Args:
        edition: the edition's day, the first half of the ledger's key.
        mail: of which each gets a letter.
        recipients: addresses, with or without a name.
        settings: server, retries, connections at once.
        password: see `secrets.password`.
        ledger: written before each step that cannot be taken back.
        again: send also what was sent before.
        unknown: send also what may have been sent before: the answer was lost.
        wait: pauses for so many seconds; a test passes its own.
    """
    todo, done = plan(recipients, ledger.deliveries(edition), again=again, unknown=unknown)
    for delivery in done:
        if delivery.state == "unknown":
            ledger.record(delivery)
    run = _Run(edition, mail, todo, settings, password, ledger, wait or threading.Event().wait)
    results = {bare(delivery.recipient): delivery for delivery in (*done, *run.all())}
    return [results[key] for key in dict.fromkeys(bare(recipient) for recipient in recipients)]


@dataclass(slots=True)
class _Run:
    """Some lines to the server at once, which share the letters."""

    _edition: date
    _mail: Mail
    _recipients: Sequence[str]
    _settings: MailSettings
    _password: str | None
    _ledger: Ledger
    _pause: Callable[[float], object]
    _waiting: "Waiting[str]" = field(init=False)
    _ended: list[Delivery] = field(default_factory=list)
    #: The first line shows whether the server lets us in; the others wait for it.
    _shown: threading.Event = field(default_factory=threading.Event)
    _let_in: bool = False
    _shut: str = "no line could be opened"

    def __post_init__(self) -> None:
        self._waiting = Waiting(self._recipients, self._pause)

    def all(self) -> list[Delivery]:
        """What became of each letter."""
        for recipient in self._recipients:
            self._record(recipient, "queued")
        if lines := min(self._settings.parallel, len(self._recipients)):
            pool = ThreadPoolExecutor(max_workers=lines)
            try:
                for future in [pool.submit(self._work, first=n == 0) for n in range(lines)]:
                    future.result()
            finally:
                # All have ended, or somebody stops the run: the ledger knows what was under way, nobody waits for it.
                pool.shutdown(wait=False, cancel_futures=True)
        for recipient, tries in self._waiting.rest():
            self._end(recipient, "failed", tries, self._shut)
        return self._ended

    def _work(self, *, first: bool) -> None:
        """Open lines, one after another, for as long as letters wait and the server lets us in."""
        if not first:
            self._shown.wait()
            if not self._let_in:
                return
        refusals = 0
        try:
            while self._waiting:
                try:
                    with Server(self._settings, self._password) as server:
                        refusals = 0
                        self._let_in = True
                        self._shown.set()
                        self._speak(server)
                except (Refused, Interrupted) as fault:
                    refusals += 1
                    self._shut = str(fault)
                    # A server that let another line in has only had enough of lines.
                    lasting = isinstance(fault, Refused) and fault.lasting and not self._let_in
                    if lasting or refusals > self._settings.retries:
                        return
                    self._pause(FIRST_WAIT * 2 ** (refusals - 1))
        finally:
            self._shown.set()

    def _speak(self, server: Server) -> None:
        """Send letter after letter, until none waits or the line is of no more use."""
        usable = True
        while usable and (taken := self._waiting.take()):
            usable = self._send(*taken, server)

    def _send(self, recipient: str, tries: int, server: Server) -> bool:
        """One attempt; returns whether the line is still of use."""
        try:
            content = self._mail.letter(recipient)
        except RenderingError as error:
            self._end(recipient, "failed", tries, str(error))
            return True
        try:
            server.offer(self._settings.sender, recipient)
            self._record(recipient, "sending", tries + 1)
            answer = server.hand_over(content)
        except Refused as refusal:
            self._perhaps_again(recipient, tries, refusal.answer, lasting=refusal.lasting)
            return not refusal.closing
        except Interrupted as broken:
            if broken.handed_over:
                self._end(recipient, "unknown", tries + 1, broken.reason)
            else:
                self._perhaps_again(recipient, tries, broken.reason, lasting=False)
            return False
        self._end(recipient, "sent", tries + 1, answer)
        return True

    def _perhaps_again(self, recipient: str, tries: int, answer: str, *, lasting: bool) -> None:
        if lasting or tries >= self._settings.retries:
            self._end(recipient, "failed", tries + 1, answer)
            return
        self._record(recipient, "queued", tries + 1, answer)
        self._waiting.put(recipient, tries + 1, after=FIRST_WAIT * 2**tries)

    def _end(self, recipient: str, state: DeliveryState, attempts: int, answer: str) -> None:
        self._ended.append(self._record(recipient, state, attempts, answer))

    def _record(self, recipient: str, state: DeliveryState, attempts: int = 0, answer: str = "") -> Delivery:
        delivery = Delivery(
            edition=self._edition, recipient=recipient, message_id=self._mail.message_id(recipient), state=state,
            attempts=attempts, answer=answer,
        )  # fmt: skip
        self._ledger.record(delivery)
        return delivery


Thing = TypeVar("Thing")


class Waiting(Generic[Thing]):
    """A queue of things with the number of times they were tried; safe between threads.

    Args:
        things: in the order in which they are taken first.
        pause: waits for so many seconds.
    """

    def __init__(self, things: Iterable[Thing], pause: Callable[[float], object]) -> None:
        self._pause, self._order = pause, itertools.count()
        self._queue = PriorityQueue[tuple[float, int, Thing, int]]()
        for thing in things:
            self._queue.put((0.0, next(self._order), thing, 0))

    def __bool__(self) -> bool:
        return not self._queue.empty()

    def put(self, thing: Thing, tries: int, *, after: float) -> None:
        """``thing`` comes again ``after`` so many seconds at the earliest."""
        self._queue.put((time.monotonic() + after, next(self._order), thing, tries))

    def take(self) -> tuple[Thing, int] | None:
        """The next thing and how often it was tried, when it is due; None where nothing waits."""
        try:
            due, _, thing, tries = self._queue.get_nowait()
        except Empty:
            return None
        if (left := due - time.monotonic()) > 0:
            self._pause(left)
        return thing, tries

    def rest(self) -> list[tuple[Thing, int]]:
        """Everything that still waits, due or not; nothing waits after it."""
        left = [self._queue.get() for _ in range(self._queue.qsize())]
        return [(thing, tries) for _, _, thing, tries in sorted(left, key=lambda entry: entry[1])]
