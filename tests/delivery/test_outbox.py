"""The outbox against a real mail server that refuses, stalls and hangs up."""

import socket
import threading
from collections.abc import Callable, Iterator
from datetime import date
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from briefing.delivery import deliver
from briefing.errors import DeliveryError
from briefing.model import Delivery
from briefing.settings import MailSettings

DAY = date(2019, 1, 30)


class Memory:
    """A ledger that keeps everything it was told, in order."""

    def __init__(self) -> None:
        self.said: list[Delivery] = []
        self._lock = threading.Lock()

    def deliveries(self, edition: date) -> list[Delivery]:
        latest = {delivery.recipient: delivery for delivery in self.said if delivery.edition == edition}
        return list(latest.values())

    def record(self, delivery: Delivery) -> None:
        with self._lock:
            self.said.append(delivery)

    def states(self, recipient: str) -> list[str]:
        return [delivery.state for delivery in self.said if delivery.recipient == recipient]


class Handler:
    """Takes mail, after answering as many times as it was told with what it was told."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.answers: list[str] = []
        self.refused: dict[str, str] = {}

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answers:
            return self.answers.pop(0)
        content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        self.taken.append((envelope.rcpt_tos[0], content))
        return "250 taken"


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
def settings(handler: Handler) -> Iterator[MailSettings]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield MailSettings(server="127.0.0.1", port=port, tls="none", sender="brief@example.org", timeout=5, retries=3)
    finally:
        controller.stop()


class Brief:
    """A mail as `deliver` asks for it."""

    def message_id(self, recipient: str) -> str:
        return f"<{recipient.partition('@')[0]}@brief>"

    def letter(self, recipient: str) -> bytes:
        name = recipient.partition("@")[0]
        return f"To: {recipient}\r\nSubject: Brief\r\n\r\n.starts with a dot\r\nbody for {name}\r\n".encode()


def send(settings: MailSettings, ledger: Memory, *names: str, again: bool = False) -> list[Delivery]:
    to = [f"{name}@example.org" for name in names]
    return deliver(DAY, Brief(), to, settings=settings, password=None, ledger=ledger, again=again, wait=lambda _: None)


def test_each_recipient_gets_one_message_of_their_own(settings: MailSettings, handler: Handler) -> None:
    """One message per recipient, whole, dots and all; the ledger sees queued, sending, sent."""
    ledger = Memory()
    done = send(settings, ledger, "ann", "bob")
    assert [delivery.state for delivery in done] == ["sent", "sent"]
    assert sorted(recipient for recipient, _ in handler.taken) == ["ann@example.org", "bob@example.org"]
    for recipient, content in handler.taken:
        body = str(message_from_bytes(content).get_payload())
        assert body.splitlines() == [".starts with a dot", f"body for {recipient.split('@')[0]}"]
    assert ledger.states("ann@example.org") == ["queued", "sending", "sent"]


def test_nobody_gets_the_same_edition_twice(settings: MailSettings, handler: Handler) -> None:
    """A second run sends nothing, unless it is told to."""
    ledger = Memory()
    send(settings, ledger, "ann")
    send(settings, ledger, "ann")
    assert len(handler.taken) == 1
    send(settings, ledger, "ann", again=True)
    assert len(handler.taken) == 2


def test_a_passing_refusal_is_tried_again(settings: MailSettings, handler: Handler) -> None:
    """4xx: later, it may work."""
    handler.answers = ["451 busy", "451 busy"]
    (done,) = send(settings, Memory(), "ann")
    assert (done.state, done.attempts) == ("sent", 3)


def test_a_passing_refusal_that_does_not_pass_fails(settings: MailSettings, handler: Handler) -> None:
    """After the configured number of tries it is given up, with the server's answer."""
    handler.answers = ["451 busy"] * 20
    (done,) = send(settings, Memory(), "ann")
    assert (done.state, done.attempts) == ("failed", 4)
    assert "busy" in done.answer


def test_a_lasting_refusal_is_not_tried_again(settings: MailSettings, handler: Handler) -> None:
    """5xx: no is no, and the others get theirs."""
    handler.refused["ann@example.org"] = "550 no such user"
    done = send(settings, Memory(), "ann", "bob")
    assert [(delivery.state, delivery.attempts) for delivery in done] == [("failed", 1), ("sent", 1)]
    assert "no such user" in done[0].answer


def test_mail_never_travels_in_the_clear_beyond_this_machine() -> None:
    """Without TLS only the loopback is spoken to."""
    settings = MailSettings(server="mail.example.org", tls="none", sender="brief@example.org")
    with pytest.raises(DeliveryError, match="unencrypted"):
        send(settings, Memory(), "ann")


def test_a_server_without_starttls_is_refused(settings: MailSettings, handler: Handler) -> None:
    """Where TLS is wanted and the server has none, nothing is sent."""
    (done,) = send(settings.model_copy(update={"tls": "starttls"}), Memory(), "ann")
    assert done.state == "failed"
    assert handler.taken == []


def scripted(script: Callable[[socket.socket], None], times: int) -> tuple[int, threading.Thread]:
    """A server that runs ``script`` on each of ``times`` connections."""
    listener = socket.create_server(("127.0.0.1", 0))
    port: int = listener.getsockname()[1]

    def serve() -> None:
        with listener:
            for _ in range(times):
                line, _ = listener.accept()
                with line:
                    script(line)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    return port, thread


def conversation(line: socket.socket, *, stop_at: str) -> None:
    """Speak SMTP as far as ``stop_at``, then hang up without a word."""
    stream = line.makefile("rwb")

    def say(text: str) -> None:
        stream.write(text.encode() + b"\r\n")
        stream.flush()

    if stop_at == "greeting":
        return
    say("220 hello")
    for raw in stream:
        word = raw.decode().split()[0].upper() if raw.strip() else ""
        if word == stop_at:
            return
        if word == "DATA":
            say("354 go on")
            for content in stream:
                if content == b".\r\n":
                    break
            if stop_at == "answer":
                return
            say("250 taken")
        elif word == "QUIT":
            say("221 bye")
            return
        else:
            say("250 fine")


@pytest.mark.parametrize("stage", ["greeting", "EHLO", "MAIL", "RCPT", "DATA"])
def test_a_line_that_breaks_before_the_message_is_tried_again(stage: str) -> None:
    """Nothing was handed over, so another try cannot make two of it."""
    calls = iter([stage, stage, "never"])
    port, thread = scripted(lambda line: conversation(line, stop_at=next(calls)), 3)
    settings = MailSettings(server="127.0.0.1", port=port, tls="none", sender="a@example.org", timeout=5, retries=3)
    ledger = Memory()
    (done,) = send(settings, ledger, "ann")
    thread.join(5)
    assert done.state == "sent"
    assert ledger.states("ann@example.org").count("sending") == 1


def test_a_lost_answer_is_reported_and_not_repeated() -> None:
    """The server may have taken it: unknown, and no second message without being told."""
    port, thread = scripted(lambda line: conversation(line, stop_at="answer"), 1)
    settings = MailSettings(server="127.0.0.1", port=port, tls="none", sender="a@example.org", timeout=5, retries=3)
    ledger = Memory()
    (done,) = send(settings, ledger, "ann")
    thread.join(5)
    assert done.state == "unknown"
    (later,) = send(settings, ledger, "ann")
    assert later.state == "unknown"


def test_a_run_killed_while_sending_is_of_unknown_fate(settings: MailSettings, handler: Handler) -> None:
    """What a crash left in "sending" is neither sent again nor forgotten."""
    ledger = Memory()
    ledger.record(
        Delivery(edition=DAY, recipient="ann@example.org", message_id="<ann@brief>", state="sending", attempts=1)
    )
    (done,) = send(settings, ledger, "ann")
    assert done.state == "unknown"
    assert handler.taken == []
    assert ledger.states("ann@example.org") == ["sending", "unknown"]


@pytest.mark.parametrize(("stage", "state"), [("greeting", "failed"), ("MAIL", "failed"), ("answer", "unknown")])
def test_a_server_that_falls_silent_is_not_waited_for_for_ever(stage: str, state: str) -> None:
    """After the time-out the line is given up; a message that was handed over by then is of unknown fate."""

    def falls_silent(line: socket.socket) -> None:
        conversation(line, stop_at=stage)
        while line.recv(4096):  # no word, and no end either, until the other side has had enough
            pass

    port, thread = scripted(falls_silent, 1)
    settings = MailSettings(server="127.0.0.1", port=port, tls="none", sender="a@example.org", timeout=0.5, retries=0)
    (done,) = send(settings, Memory(), "ann")
    thread.join(10)
    assert not thread.is_alive()
    assert done.state == state
    assert "timed out" in done.answer


def test_a_server_that_lets_nobody_in_is_asked_for_all_together() -> None:
    """Hundred letters and a closed door are a few knocks, not hundreds."""
    knocks: list[int] = []

    def shut(line: socket.socket) -> None:
        knocks.append(1)
        line.sendall(b"421 too busy\r\n")

    port, thread = scripted(shut, 3)
    settings = MailSettings(server="127.0.0.1", port=port, tls="none", sender="a@example.org", timeout=5, retries=2)
    done = send(settings, Memory(), *(f"r{n}" for n in range(100)))
    thread.join(10)
    assert {(delivery.state, delivery.answer) for delivery in done} == {("failed", "421 too busy")}
    assert len(knocks) == 3


def test_a_line_that_had_enough_is_followed_by_another() -> None:
    """A server that says 421 after each message, and goes: everybody is served, over as many lines."""

    def once(line: socket.socket) -> None:
        stream = line.makefile("rwb")
        taken = False
        stream.write(b"220 hello\r\n")
        stream.flush()
        for raw in stream:
            word = raw.split()[0].upper()
            if taken and word == b"MAIL":
                stream.write(b"421 4.7.0 too many messages\r\n")
                stream.flush()
                return
            if word == b"DATA":
                stream.write(b"354 go on\r\n")
                stream.flush()
                while stream.readline() not in (b".\r\n", b""):
                    pass
                taken = True
            stream.write(b"250 fine\r\n")
            stream.flush()

    port, thread = scripted(once, 4)
    settings = MailSettings(
        server="127.0.0.1", port=port, tls="none", sender="a@example.org", timeout=5, retries=3, parallel=1
    )
    done = send(settings, Memory(), "ann", "bob", "cleo", "dan")
    thread.join(10)
    assert [delivery.state for delivery in done] == ["sent"] * 4
