"""The outbox: each (edition, recipient) goes queued → sending → sent or failed, and never twice.

The rule for an attempt whose answer was lost (a crash while sending, a line that broke after the
message had been handed over): it is reported as "unknown" and not repeated by itself, since the
recipient may have it; ``again`` repeats it under the same Message-ID, which lets mail programs see
that both are one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from queue import Empty, SimpleQueue
from typing import Protocol

from briefing.delivery.server import Interrupted, Refused, Server
from briefing.model import Delivery
from briefing.settings import MailSettings

#: Seconds before the next try; doubled each time.
FIRST_WAIT = 1.0


class Ledger(Protocol):
    """Where deliveries are kept: the archive."""

    def deliveries(self, edition: date) -> Sequence[Delivery]:
        """All deliveries of an edition."""

    def record(self, delivery: Delivery) -> None:
        """Keep the state of one delivery, before anything else happens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message, ready to be handed over."""

    recipient: str
    message_id: str
    content: bytes


def plan(
    letters: Sequence[Letter], known: Iterable[Delivery], *, again: bool = False
) -> tuple[list[Letter], list[Delivery]]:
    """What is to be sent now, and what is not: sent already, or of unknown fate.

    A delivery that a crash left in "sending" is of unknown fate.
    """
    before = {delivery.recipient: delivery for delivery in known}
    todo: list[Letter] = []
    done: list[Delivery] = []
    for letter in letters:
        delivery = before.get(letter.recipient)
        if delivery is None or again or delivery.state in ("queued", "failed"):
            todo.append(letter)
        elif delivery.state == "sending":
            done.append(replace(delivery, state="unknown", answer="the run ended before the server's answer came"))
        else:
            done.append(delivery)
    return todo, done


def deliver(
    edition: date,
    letters: Sequence[Letter],
    *,
    settings: MailSettings,
    password: str | None,
    ledger: Ledger,
    again: bool = False,
    wait: Callable[[float], None] | None = None,
) -> list[Delivery]:
    """Hand the letters over, one message a recipient; returns each one's state, in the order of ``letters``.

    4xx answers and broken lines are tried again with growing pauses, 5xx answers are not.

    Args:
        edition: the edition's day, the first half of the ledger's key.
        letters: one a recipient.
        settings: server, retries, connections at once.
        password: see `secrets.password`.
        ledger: written before each step that cannot be taken back.
        again: send also what was sent before.
        wait: pauses for so many seconds; a test passes its own.
    """
    todo, done = plan(letters, ledger.deliveries(edition), again=again)
    for delivery in done:
        if delivery.state == "unknown":
            ledger.record(delivery)
    pause = wait or threading.Event().wait
    queue: SimpleQueue[tuple[Letter, int]] = SimpleQueue()
    for letter in todo:
        ledger.record(_state(edition, letter, "queued"))
        queue.put((letter, 0))
    results: dict[str, Delivery] = {delivery.recipient: delivery for delivery in done}

    def work() -> None:
        while True:
            try:
                letter, tries = queue.get_nowait()
            except Empty:
                return
            _serve(letter, tries)

    def _serve(letter: Letter, tries: int) -> None:
        """Open a line and send ``letter`` and then whatever waits, until the line breaks."""
        current: tuple[Letter, int] | None = (letter, tries)
        try:
            with Server(settings, password) as server:
                while current is not None:
                    one, tried = current
                    current = None
                    outcome = _send(edition, one, tried, server, settings, ledger)
                    if outcome.state == "queued" and tried < settings.retries:
                        pause(FIRST_WAIT * 2**tried)
                        current = (one, tried + 1)
                        if outcome.answer.startswith("line: "):
                            break
                        continue
                    results[one.recipient] = outcome
                    try:
                        current = queue.get_nowait()
                    except Empty:
                        return
        except Refused as refusal:
            current = _not_opened(current, refusal.answer, lasting=refusal.lasting)
        except Interrupted as broken:
            current = _not_opened(current, broken.reason, lasting=False)
        if current is not None:
            queue.put(current)

    def _not_opened(current: tuple[Letter, int] | None, answer: str, *, lasting: bool) -> tuple[Letter, int] | None:
        if current is None:
            return None
        letter, tries = current
        if lasting or tries >= settings.retries:
            results[letter.recipient] = _record(ledger, _state(edition, letter, "failed", tries + 1, answer))
            return None
        pause(FIRST_WAIT * 2**tries)
        return letter, tries + 1

    with ThreadPoolExecutor(max_workers=max(1, min(settings.parallel, len(todo)))) as pool:
        for future in [pool.submit(work) for _ in range(min(settings.parallel, len(todo)))]:
            future.result()
    return [results[letter.recipient] for letter in letters]


def _send(
    edition: date, letter: Letter, tries: int, server: Server, settings: MailSettings, ledger: Ledger
) -> Delivery:
    """One attempt; "queued" means that another one may help."""
    last = tries >= settings.retries
    try:
        server.offer(settings.sender, letter.recipient)
        ledger.record(_state(edition, letter, "sending", tries + 1))
        answer = server.hand_over(letter.content)
    except Refused as refusal:
        state = "failed" if refusal.lasting or last else "queued"
        return _record(ledger, _state(edition, letter, state, tries + 1, refusal.answer))
    except Interrupted as broken:
        if broken.handed_over:
            return _record(ledger, _state(edition, letter, "unknown", tries + 1, broken.reason))
        state = "failed" if last else "queued"
        return _record(ledger, _state(edition, letter, state, tries + 1, f"line: {broken.reason}"))
    return _record(ledger, _state(edition, letter, "sent", tries + 1, answer))


def _record(ledger: Ledger, delivery: Delivery) -> Delivery:
    ledger.record(delivery)
    return delivery


def _state(edition: date, letter: Letter, state: str, attempts: int = 0, answer: str = "") -> Delivery:
    return Delivery(
        edition=edition,
        recipient=letter.recipient,
        message_id=letter.message_id,
        state=state,  # type: ignore[arg-type]
        attempts=attempts,
        answer=answer,
    )
