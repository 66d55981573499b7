"""Mailboxes: newsletters come in once, are not marked as read, and hostile servers get no further."""

from __future__ import annotations

import re
import socketserver
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from briefing.model import Article, Skipped, SourceReport, Validators
from briefing.settings import FetchSettings, Settings, SourceEntry
from briefing.sources.doors.fetching import fetch
from tests.sources import samples
from tests.sources.samples import BODY, TITLE
from tests.sources.server import certificate, serving, trusted

PATIENT = Settings(fetch=FetchSettings(timeout=30.0, total_timeout=60.0, retries=0, max_bytes=300_000))


class Session(socketserver.StreamRequestHandler):
    """One IMAP session, as far as it is needed."""

    server: Box

    def handle(self) -> None:
        """Answer command by command."""
        self.say("* OK ready")
        for line in self.rfile:
            tag, _, command = line.decode().strip().partition(" ")
            self.server.commands.append(command)
            if command == "AUTHENTICATE PLAIN":
                self.say("+ ")
                self.server.commands.append(b64decode(next(self.rfile)).decode())
            if command.startswith("LOGIN") and '"s3cret"' not in command:
                self.say(f"{tag} NO wrong")
                continue
            if command == "LOGOUT":
                self.say("* BYE", f"{tag} OK")
                return
            self.answer(command)
            self.say(f"{tag} OK done")

    def answer(self, command: str) -> None:
        """The untagged part of an answer."""
        mails = self.server.mails
        if command == "CAPABILITY":
            self.say("* CAPABILITY IMAP4rev1")
        elif command.startswith("EXAMINE"):
            self.say(f"* {len(mails)} EXISTS", "* OK [UIDVALIDITY 77] valid")
        elif match := re.match(r"UID SEARCH UID (\d+):\*", command):
            fresh = [n for n in mails if n >= int(match[1])] or list(mails)[-1:]  # as servers do (RFC 3501, 6.4.8)
            self.say("* SEARCH " + " ".join(map(str, fresh)))
        elif match := re.match(r"UID FETCH (\d+) \(RFC822.SIZE\)", command):
            self.say(f"* 1 FETCH (UID {match[1]} RFC822.SIZE {len(mails[int(match[1])])})")
        elif match := re.match(r"UID FETCH (\d+) \(BODY.PEEK\[\]\)", command):
            data = mails[int(match[1])]
            size = 10**12 if self.server.lies else len(data)
            self.wfile.write(b"* 1 FETCH (UID %s BODY[] {%d}\r\n%s)\r\n" % (match[1].encode(), size, data))

    def say(self, *lines: str) -> None:
        """Send whole lines."""
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


class Box(socketserver.ThreadingTCPServer):
    """A mail server with one folder."""

    daemon_threads = True
    allow_reuse_address = True
    mails: dict[int, bytes]
    commands: list[str]
    lies = False


@contextmanager
def mailbox(*mails: bytes, tls: bool = True) -> Iterator[Box]:
    """A running mail server."""
    server = Box(("127.0.0.1", 0), Session)
    server.mails, server.commands = dict(enumerate(mails, start=10)), []
    if tls:
        server.socket = trusted().wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOX_PASSWORD", "s3cret")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate()))


def run(
    server: Box, known: dict[str, Validators] | None = None, *, settings: Settings = PATIENT, **fields: object
) -> tuple[list[Article | Skipped], SourceReport]:
    """One fetch of the mailbox."""
    given = {"name": "Post", "kind": "imap", "location": f"imaps://localhost:{server.server_address[1]}", "internal": True,
             "user": "me", "password_env": "BOX_PASSWORD", **fields}  # fmt: skip
    *found, report = fetch([SourceEntry.model_validate(given)], settings=settings, known=known)
    assert isinstance(report, SourceReport)
    return [each for each in found if not isinstance(each, SourceReport)], report


def test_mails_come_in_once_and_stay_unread() -> None:
    """Subject, day and sender are the article's; the next fetch asks only for later mails."""
    with mailbox(samples.mail(), samples.mail(markup=True)) as server:
        found, report = run(server)
        known = {each.key: each for each in report.validators}
        server.mails[12] = samples.mail().replace(b"Envoys", b"Ministers")
        fresh, _ = run(server, known)
        none, last = run(server, {each.key: each for each in run(server, known)[1].validators})
    assert [(each.title, each.source, str(each.day)) for each in found if isinstance(each, Article)] == [
        (TITLE, "Harbour Wire", "2019-01-29")
    ] * 2
    assert [each.title for each in fresh if isinstance(each, Article)] == [TITLE.replace("Envoys", "Ministers")]
    assert (none, last.state) == ([], "unchanged")
    assert any(command.startswith("EXAMINE") for command in server.commands)
    assert not any("STORE" in command or "BODY[" in command for command in server.commands)


def test_mails_that_came_too_many_at_once_are_named() -> None:
    """The last are read, those before them are counted; what lay there before the first fetch is history."""
    bounded = Settings(fetch=PATIENT.fetch.model_copy(update={"max_items": 2}))
    with mailbox(*(samples.mail() for _ in range(3))) as server:
        first, report = run(server, settings=bounded)
        server.mails |= {number: samples.mail() for number in range(20, 25)}
        found, _ = run(server, {each.key: each for each in report.validators}, settings=bounded)
    assert [type(each) for each in first] == [Article, Article]
    assert [each.reason for each in found if isinstance(each, Skipped)] == ["3 mails before the last 2"]


def test_an_alert_leads_to_its_articles() -> None:
    """A mail that is a list of links brings the pages behind them, past the detours that count clicks."""
    with serving({f"/2019/01/29/envoys-{n}-return": samples.html(title=f"{TITLE}, part {n}") for n in range(3)}) as web:
        links = "".join(
            f"<p><a href='https://www.google.com/url?rct=j&amp;url={web.url}/2019/01/29/envoys-{n}-return&amp;ct=ga'>Part {n}</a></p>"
            for n in range(3)
        )
        alert = EmailMessage()
        alert["Subject"], alert["From"], alert["Date"], alert["Message-ID"] = (
            "News alert",
            "a@b.example",
            "Tue, 29 Jan 2019 06:30:00 +0000",
            "<1@b>",
        )
        alert.set_content(f"<html><body><p>Today:</p>{links}</body></html>", subtype="html")
        with mailbox(alert.as_bytes()) as server:
            found, _ = run(server)
    assert [each.title for each in found if isinstance(each, Article)] == [f"{TITLE}, part {n}" for n in range(3)]
    assert all(BODY[0] in each.text for each in found if isinstance(each, Article))


def test_what_is_wrong_with_a_mailbox_is_said_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Missing or wrong passwords, no TLS, a lying server and no server each give one line."""
    with mailbox(samples.mail()) as server:
        missing = run(server, password_env="NOT_SET")[1]
        insecure = run(server, location="imap://localhost:1", internal=False)[1]
        private = run(server, internal=False)[1]
        nothing = run(server, location="imaps://localhost:1")[1]
        server.lies = True
        lying = run(server)[1]
        monkeypatch.setenv("BOX_PASSWORD", "wrong")
        wrong = run(server)[1]
    assert "NOT_SET" in missing.remedy
    assert "TLS" in insecure.reason
    assert "inside this machine" in private.reason
    assert "does not answer" in nothing.reason
    assert "broke off" in lying.reason
    assert "refuses name or password" in wrong.reason
    assert all(
        each.state == "failed" and "s3cret" not in repr(each)
        for each in (missing, insecure, private, nothing, lying, wrong)
    )


def test_a_password_file_and_an_authority_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither needs a variable; a file that others may read is not used."""
    monkeypatch.delenv("SSL_CERT_FILE")
    secret = tmp_path / "secret"
    secret.write_text("s3cret\n", encoding="utf-8")
    secret.chmod(0o600)
    own: dict[str, Any] = {"password_env": "", "password_file": str(secret), "ca_file": str(certificate())}
    with mailbox(samples.mail()) as server:
        found, report = run(server, **own)
        strange = run(server, **{**own, "ca_file": ""})[1]
        secret.chmod(0o644)
        loose = run(server, **own)[1]
    assert report.state == "ok"
    assert len(found) == 1
    assert "ca_file of the source" in strange.remedy
    assert "chmod 600" in loose.remedy


def test_a_mail_that_is_too_large_is_left_out() -> None:
    """One huge mail is named; the others come in."""
    with mailbox(samples.mail() + b"x" * 400_000, samples.mail()) as server:
        found, _ = run(server)
    assert [type(each) for each in found] == [Skipped, Article]


def test_names_and_passwords_of_any_script_open_the_box(monkeypatch: pytest.MonkeyPatch) -> None:
    """LOGIN and folders are ASCII: the rest goes by AUTHENTICATE PLAIN and modified UTF-7."""
    monkeypatch.setenv("BOX_PASSWORD", "pässwörd")
    with mailbox(samples.mail()) as server:
        found, report = run(server, user="jörg", folder='Ärzte & "Ämter"/日本語')
    assert [type(each) for each in found] == [Article], report
    assert "\0jörg\0pässwörd" in server.commands
    assert 'EXAMINE "&AMQ-rzte &- \\"&AMQ-mter\\"/&ZeVnLIqe-"' in server.commands
