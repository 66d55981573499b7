"""A real mail server on the loopback that does what a test tells it to."""

import random
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

PASSWORD = "open sesame"


class Post:
    """What came in, and what is answered instead of "250".

    Attributes:
        taken: (recipient, message) in the order of arrival.
        refused: recipient → answers to RCPT, one a time; then it is welcome.
        on_data: called with the recipient before a message is taken.
        took: set as soon as something has been taken.
        logins: how often somebody tried to log in.
        cut: stage → how often the line is cut there, as a share; with ``seed``.
    """

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.refused: dict[str, list[str]] = {}
        self.on_data: Callable[[str], None] = lambda _: None
        self.logins = 0
        self.took = threading.Event()
        self.cut: dict[str, float] = {}
        self.chance = random.Random(11)
        self._lock = threading.Lock()

    def messages(self, recipient: str) -> list[EmailMessage]:
        """What ``recipient`` got."""
        found = [message_from_bytes(raw, policy=default) for to, raw in self.taken if to == recipient]
        return [one for one in found if isinstance(one, EmailMessage)]

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: object
    ) -> AuthResult:
        self.logins += 1
        well = isinstance(login, LoginPassword) and login.password == PASSWORD.encode()
        return AuthResult(success=well, handled=False)

    def _cut(self, server: SMTP, stage: str) -> bool:
        if self.chance.random() >= self.cut.get(stage, 0):
            return False
        if server.transport is not None:
            server.transport.abort()
        return True

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self._cut(server, "MAIL")
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self._cut(server, "RCPT")
        if answers := self.refused.get(address):
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self._cut(server, "before"):
            return "451 cut"
        self.on_data(envelope.rcpt_tos[0])
        content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        with self._lock:
            self.taken.append((envelope.rcpt_tos[0], content))
        self.took.set()
        self._cut(server, "after")
        return "250 taken"


@contextmanager
def serving(
    post: Post,
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    login: bool = False,
    utf8: bool = True,
) -> Iterator[int]:
    """The port of a server that hands its mail to ``post``."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    controller = Controller(
        post,
        hostname="127.0.0.1",
        port=port,
        ssl_context=tls,
        tls_context=starttls,
        require_starttls=starttls is not None,
        authenticator=post.authenticate if login else None,
        auth_required=login,
        auth_require_tls=login,
        enable_SMTPUTF8=utf8,
    )
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
