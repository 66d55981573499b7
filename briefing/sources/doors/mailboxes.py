"""A mailbox (IMAP) as a source: newsletters and alerts, read without being marked as read."""

import imaplib
import re
import socket
import ssl
from base64 import b64encode
from dataclasses import dataclass
from time import monotonic
from urllib.parse import unquote, urlsplit

from briefing.certificates import distrusted, trusting
from briefing.errors import SourceError
from briefing.model import Skipped, Validators
from briefing.settings import FetchSettings, SourceEntry
from briefing.sources.draft import Blob, Draft, outlasting
from briefing.sources.formats.adapters import read_blob
from briefing.sources.formats.mails import mail_links, read_mail
from briefing.sources.net.guard import resolve

_PORT, _PLAIN_PORT = 993, 143
#: A mail with so many links and fewer words to each is a list of articles, not one.
_LINKS, _WORDS_A_LINK = 3, 120
_FAULTS = (imaplib.IMAP4.error, OSError, ssl.SSLError, EOFError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail: the articles in it, and those that it points to where it is a list of them."""

    found: tuple[Draft | Skipped, ...]
    links: tuple[str, ...] = ()


class _Pinned(imaplib.IMAP4):
    """IMAP over TLS to an address that was looked at; nothing it sends may be larger than the bound."""

    def __init__(
        self, host: str, port: int, address: str, context: ssl.SSLContext | None, settings: FetchSettings
    ) -> None:
        self._address = address
        self._context = context
        self._most = settings.max_bytes
        super().__init__(host, port, settings.timeout)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        line = socket.create_connection((self._address, self.port), timeout)
        return self._context.wrap_socket(line, server_hostname=self.host) if self._context else line

    def read(self, size: int) -> bytes:
        """Read a literal, unless the server announces more than it may send."""
        if size > self._most:
            raise imaplib.IMAP4.error(f"a message of {size} bytes")
        return super().read(size)


def read_mailbox(
    entry: SourceEntry, password: str, known: Validators | None, settings: FetchSettings
) -> tuple[list[Letter], Validators]:
    """The mails that came since ``known``, oldest first, and what to remember.

    Raises:
        SourceError: if the mailbox cannot be opened.
    """
    scheme, host, port = _address(entry)
    if not entry.user or not password:
        variable = entry.password_env or "password_env"
        raise SourceError(
            entry.name,
            "no user name or password for the mailbox",
            f"set user and the variable {variable}, or password_file, or a keyring",
        )
    context = trusting(entry.ca_file, SourceError, entry.name) if scheme == "imaps" else None
    if context is None and not entry.internal:
        raise SourceError(
            entry.name, "a mailbox without TLS", "use imaps://, or set internal = true for your own network"
        )
    address = resolve(host, port, internal=entry.internal)[0]
    deadline = monotonic() + settings.total_timeout
    try:
        box = _Pinned(host, port, address, context, settings)
    except ssl.SSLCertVerificationError as error:
        raise SourceError(entry.name, *distrusted(error, "ca_file of the source")) from error
    except _FAULTS as error:
        raise SourceError(entry.name, "the mail server does not answer", "check location, and the network") from error
    try:
        return _letters(box, entry, password, known, settings, deadline)
    except _FAULTS as error:
        said = " ".join(str(error).split())[:100] or type(error).__name__
        raise SourceError(entry.name, f"the mail server broke off ({said})", "try again later") from error
    finally:
        try:
            box.logout()
        except _FAULTS:  # it is over either way
            box.shutdown()


def _address(entry: SourceEntry) -> tuple[str, str, int]:
    location = entry.location if "//" in entry.location else f"imaps://{entry.location}"
    try:
        parts = urlsplit(location)
        scheme, host, port = parts.scheme, parts.hostname, parts.port
    except ValueError:
        scheme, host, port = "", None, None
    if scheme not in ("imap", "imaps") or not host:
        raise SourceError(entry.name, "no mailbox's address", "give one like imaps://mail.example.org")
    return scheme, unquote(host), port or (_PORT if scheme == "imaps" else _PLAIN_PORT)


def _letters(
    box: _Pinned, entry: SourceEntry, password: str, known: Validators | None, settings: FetchSettings, deadline: float
) -> tuple[list[Letter], Validators]:
    try:
        if (entry.user + password).isascii():
            box.login(entry.user, password)
        else:  # what LOGIN cannot carry (RFC 4616)
            box.authenticate("PLAIN", lambda _: f"\0{entry.user}\0{password}".encode())
    except imaplib.IMAP4.error as error:
        raise SourceError(
            entry.name, "the mail server refuses name or password", f"check user and {entry.password_env}"
        ) from error
    quoted = '"' + _mailbox_name(entry.folder).replace("\\", "\\\\").replace('"', '\\"') + '"'
    state, _ = box.select(quoted, readonly=True)
    if state != "OK":
        raise SourceError(entry.name, f"no mail folder {entry.folder!r}", "check folder")
    validity = _number(box.response("UIDVALIDITY")[1])
    last = int(known.last_modified) if known and known.etag == validity and known.last_modified.isdigit() else 0
    _, answer = box.uid("SEARCH", f"UID {last + 1}:*")
    numbers = sorted(int(each) for each in (answer[0] or b"").split() if each.isdigit())
    pending = [number for number in numbers if number > last]
    letters: list[Letter] = []
    if last and (older := len(pending) - settings.max_items) > 0:  # at first, older mails are history
        remedy = "fetch more often, or raise max_items under [fetch]"
        missed = Skipped(
            input=entry.name, reason=f"{older:,} mails before the last {settings.max_items}", remedy=remedy
        )
        letters.append(Letter(found=(missed,)))
    for number in pending[-settings.max_items :]:
        if monotonic() > deadline:
            break  # the rest comes next time
        letters.append(_letter(box, number, entry, settings))
        last = number
    return letters, Validators(key=entry.location, etag=validity, last_modified=str(last))


def _mailbox_name(folder: str) -> str:
    """``folder`` as servers write it: modified UTF-7 (RFC 3501, section 5.1.3), all ASCII."""

    def shifted(run: re.Match[str]) -> str:
        packed = b64encode(run[0].encode("utf-16-be")).rstrip(b"=").replace(b"/", b",")
        return f"&{packed.decode()}-"

    return re.sub(r"[^\x20-\x7e]+", shifted, folder.replace("&", "&-"))


def _letter(box: _Pinned, number: int, entry: SourceEntry, settings: FetchSettings) -> Letter:
    name = f"{entry.name}#{number}"
    _, answer = box.uid("FETCH", str(number), "(RFC822.SIZE)")
    size = re.search(rb"RFC822\.SIZE (\d{1,12})", b" ".join(each for each in answer if isinstance(each, bytes)))
    if size and int(size[1]) > settings.max_bytes:
        remedy = "save it as a file, or raise max_bytes under [fetch]"
        return Letter(found=(Skipped(input=name, reason=f"a mail of {int(size[1]) / 1e6:.0f} MB", remedy=remedy),))
    _, answer = box.uid("FETCH", str(number), "(BODY.PEEK[])")
    data = next((bytes(each[1]) for each in answer if isinstance(each, tuple)), b"")
    links = tuple(mail_links(data)) if entry.follow else ()
    found = tuple(outlasting(read_mail(Blob(name=name, data=data), read_blob)))
    return Letter(found=found, links=links if _is_list(found, links) else ())


def _is_list(found: tuple[Draft | Skipped, ...], links: tuple[str, ...]) -> bool:
    words = sum(len(each.text.split()) for each in found if isinstance(each, Draft))
    return len(links) >= _LINKS and words < _WORDS_A_LINK * len(links)


def _number(answer: object) -> str:
    """The number in an untagged response, as text; "" where there is none."""
    match = (
        re.search(rb"\d+", answer[0]) if isinstance(answer, list) and answer and isinstance(answer[0], bytes) else None
    )
    return match.group().decode() if match else ""
