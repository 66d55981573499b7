"""One conversation with a mail server, step by step, so that it is always known how far it went."""

import base64
import hashlib
import ipaddress
import smtplib
import ssl
from types import TracebackType
from typing import Self

from briefing.certificates import distrusted, trusting
from briefing.errors import DeliveryError, SettingsError
from briefing.settings import MailSettings, mailbox

#: (server, port, user, digest of the password) → what the server answered.
_REFUSED: dict[tuple[str, int, str, bytes], tuple[int, bytes | str]] = {}

USUAL_PORTS = {"starttls": 587, "tls": 465, "none": 25}


class Refused(Exception):
    """The server said no. ``lasting`` for a 5xx: asking again will not help."""

    def __init__(self, answer: str, *, lasting: bool) -> None:
        super().__init__(answer)
        self.answer = answer
        self.lasting = lasting

    @property
    def closing(self) -> bool:
        """Whether the server ends the conversation with it (RFC 5321, 3.8: reply 421)."""
        return self.answer.startswith("421")


class Interrupted(Exception):
    """The line broke. ``handed_over`` if the whole message had been sent and only the answer is missing."""

    def __init__(self, reason: str, *, handed_over: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.handed_over = handed_over


class Server:
    """An open line to the configured mail server; a context manager.

    Args:
        settings: server, port, TLS, time-out.
        password: for ``settings.user``; None where no log-in is wanted.

    Raises:
        DeliveryError: if the configuration would send in the clear beyond this machine.
        Refused, Interrupted: if no line can be opened.
    """

    def __init__(self, settings: MailSettings, password: str | None) -> None:
        if settings.tls == "none" and not is_loopback(settings.server):
            raise DeliveryError(
                settings.server, "mail would travel unencrypted", "set tls to starttls or tls in [mail]"
            )
        self._settings = settings
        self._password = password
        self._line: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        settings = self._settings
        port = settings.port or USUAL_PORTS[settings.tls]
        context = trusting(settings.ca_file, SettingsError, "mail.ca_file") if settings.tls != "none" else None
        try:
            if settings.tls == "tls":
                self._line = smtplib.SMTP_SSL(settings.server, port, timeout=settings.timeout, context=context)
            else:
                self._line = smtplib.SMTP(settings.server, port, timeout=settings.timeout)
            self._line.ehlo_or_helo_if_needed()
            if settings.tls == "starttls":
                self._line.starttls(context=context)
                self._line.ehlo()
            if settings.user and self._password is not None:
                self._log_in(self._line, settings.user, self._password)
        except smtplib.SMTPNotSupportedError as error:
            self._hang_up()
            raise Refused(str(error), lasting=True) from error
        except smtplib.SMTPResponseException as error:
            self._hang_up()
            raise Refused(_answer(error.smtp_code, error.smtp_error), lasting=error.smtp_code >= 500) from error
        except ssl.SSLCertVerificationError as error:
            self._hang_up()
            reason, remedy = distrusted(error, "ca_file in [mail]")
            raise Refused(f"{reason}: {remedy}", lasting=True) from error
        except ssl.SSLError as error:
            self._hang_up()
            raise Refused(f"TLS failed: {error.reason or error}", lasting=True) from error
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            raise Interrupted(_reason(error), handed_over=False) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # After a fault of ours the server may be waiting for a message: a word now would be taken for its text.
        if self._line is not None and kind is None:
            try:
                self._line.quit()
            except (smtplib.SMTPException, OSError):
                self._hang_up()
        self._hang_up()

    def _log_in(self, line: smtplib.SMTP, user: str, password: str) -> None:
        """One attempt in one way that both know: `smtplib` would try a wrong password again in each other way.

        A password that was refused once is not sent again by this process: some servers lock an account for it.
        """
        key = (self._settings.server, self._settings.port, user, hashlib.sha256(password.encode()).digest())
        if key in _REFUSED:
            raise smtplib.SMTPAuthenticationError(*_REFUSED[key])
        try:
            _authenticate(line, user, password)
        except smtplib.SMTPAuthenticationError as error:
            if error.smtp_code >= 500:
                _REFUSED[key] = (error.smtp_code, error.smtp_error)
            raise

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def offer(self, sender: str, recipient: str) -> None:
        """Sender, recipient and "DATA": after this the server waits for the message.

        Raises:
            Refused, Interrupted: nothing was handed over.
        """
        line = self._open()
        sender, recipient = _path(sender), _path(recipient)
        # Letters beyond ASCII before an @ need the server's leave (RFC 6531).
        options = () if (sender + recipient).isascii() else ("SMTPUTF8", "BODY=8BITMIME")
        try:
            line.rset()
            self._expect(line.mail(sender, options), 250)
            self._expect(line.rcpt(recipient), 250, 251)
            self._expect(line.docmd("DATA"), 354)
        except smtplib.SMTPNotSupportedError as error:
            raise Refused(str(error), lasting=True) from error
        except (smtplib.SMTPException, OSError) as error:
            raise Interrupted(_reason(error), handed_over=False) from error

    def hand_over(self, message: bytes) -> str:
        """The message itself; returns the server's answer.

        Raises:
            Refused: the server did not take it.
            Interrupted: whether it took it is unknown if ``handed_over``.
        """
        line = self._open()
        lines = message.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        stuffed = b"\r\n".join(b"." + part if part.startswith(b".") else part for part in lines)
        try:
            line.send(stuffed.removesuffix(b"\r\n") + b"\r\n.\r\n")
        except (smtplib.SMTPException, OSError) as error:
            # The closing dot is the last thing sent: a message that did not go out whole cannot have been taken.
            raise Interrupted(_reason(error), handed_over=False) from error
        try:
            code, text = line.getreply()
        except (smtplib.SMTPException, OSError) as error:
            raise Interrupted(_reason(error), handed_over=True) from error
        if code != 250:
            raise Refused(_answer(code, text), lasting=code >= 500)
        return _answer(code, text)

    def _open(self) -> smtplib.SMTP:
        if self._line is None:
            raise Interrupted("no line is open", handed_over=False)
        return self._line

    @staticmethod
    def _expect(reply: tuple[int, bytes], *codes: int) -> None:
        code, text = reply
        if code not in codes:
            raise Refused(_answer(code, text), lasting=code >= 500)


def _authenticate(line: smtplib.SMTP, user: str, password: str) -> None:
    """Log in: by PLAIN where the server has it, which alone carries all letters (RFC 4616)."""
    offered = line.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" in offered:
        told = base64.b64encode(f"\0{user}\0{password}".encode()).decode()
        code, words = line.docmd("AUTH", f"PLAIN {told}")
        if code not in (235, 503):
            raise smtplib.SMTPAuthenticationError(code, words)
        return
    way = next((way for way in ("LOGIN", "CRAM-MD5") if way in offered), None)
    if way is None or not (user + password).isascii():
        raise smtplib.SMTPNotSupportedError(f"no way to log in among {' '.join(offered) or 'none'}")
    line.user, line.password = user, password
    line.auth(way, line.auth_login if way == "LOGIN" else line.auth_cram_md5)


def bare(address: str) -> str:
    """What makes two spellings of an address one: without its name, in small letters."""
    return address.rpartition("<")[2].strip().removesuffix(">").strip().casefold()


def _path(address: str) -> str:
    """``address`` as a server is told it: without its name, the domain in ASCII (RFC 5891).

    Raises:
        Refused: if it is none, or could be read as more than one command.
    """
    try:
        _, local, domain = mailbox(address)
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except ValueError as error:
        raise Refused(f"{address!r} is not an e-mail address", lasting=True) from error


def is_loopback(host: str) -> bool:
    """Whether ``host`` is this machine, by its name or number; names are not looked up."""
    if host.casefold() in ("localhost", "localhost."):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _answer(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(words.split())}"[:500]


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
