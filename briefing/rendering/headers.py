"""Headers: subject, addresses, identifiers and lists, such that nothing in them can start another header."""

import hashlib
import re
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, default
from email.policy import Policy as EmailPolicy

from briefing.errors import RenderingError
from briefing.model import Edition
from briefing.rendering.cleaning import printable, safe_link
from briefing.rendering.views import Brief
from briefing.settings import MailSettings, mailbox

#: Mail programs cut subjects at about 78 characters; with "Subject: " before it, this is one line of 78, which
#: spares it the empty first line that Python folds longer ones into.
SUBJECT = 69
#: Characters under which no subject is cut for the sake of its folding.
_LEAST_SUBJECT = 50

#: A domain or the identifier of a list (RFC 2919): nothing that could end a header.
_LIST = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,200}")


def message_id(edition: Edition, sender: str, recipient: str) -> str:
    """The same for one edition and recipient, however often it is sent; it does not show the address."""
    named = f"{edition.brief}\x1f" if edition.brief else ""
    key = f"{named}{edition.title}\x1f{edition.date}\x1f{edition.number}\x1f{sender}\x1f{recipient.strip().casefold()}"
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    domain = sender.rpartition("@")[2].strip(" >")
    safe = domain if _LIST.fullmatch(domain) else "localhost"
    return f"<{edition.date:%Y%m%d}.{edition.number}.{digest}@{safe}>"


def subject_of(brief: Brief) -> str:
    """Title, date and the lead story's headline, in one line of 78 characters, cut between words."""
    headline = brief.bottom_line[0].title if brief.bottom_line else ""
    full = f"{brief.title}, {brief.date}" + (f": {headline}" if headline else "")
    subject = " ".join(printable(full).split())
    lengths = range(min(SUBJECT, len(subject)), _LEAST_SUBJECT - 1, -1)
    return next(
        (short for most in lengths if _survives(short := shortened(subject, most))), shortened(subject, SUBJECT)
    )


def _survives(subject: str) -> bool:
    """Whether the standard library folds ``subject`` such that it comes back as it was.

    It does not where the fold falls between plain words and an encoded one: the blank is then there twice.
    """
    made = EmailMessage(policy=SMTP)
    made["Subject"] = subject
    return bool(message_from_bytes(made.as_bytes(), policy=default)["Subject"] == subject)


def shortened(text: str, most: int) -> str:
    """``text`` in at most so many characters, cut between words where there are any."""
    if len(text) <= most:
        return text
    short = text[: most - 1]
    return (short.rpartition(" ")[0] if " " in short[most // 2 :] else short).rstrip(" ,;:–-") + "…"


def address_of(address: str, name: str = "") -> Address:
    """An address for a header; the standard library checks its parts.

    Args:
        address: "ann@example.org" or "Ann <ann@example.org>".
        name: shown where ``address`` brings none.

    Raises:
        RenderingError: if it is none.
    """
    try:
        shown, local, domain = mailbox(address)
        return Address(printable(" ".join((shown or name).split())), local, domain.encode("idna").decode("ascii"))
    except (ValueError, IndexError) as error:
        raise RenderingError(repr(address), "not an e-mail address", "correct it in [mail]") from error


def policy_for(*addresses: str) -> EmailPolicy:
    """Plain SMTP; with UTF-8 headers only where the part before an @ has other than ASCII (RFC 6531)."""
    plain = all(address.rpartition("@")[0].rpartition("<")[2].isascii() for address in addresses)
    return SMTP if plain else SMTP.clone(utf8=True)


def add_list_headers(made: EmailMessage, settings: MailSettings) -> None:
    """List-Id (RFC 2919), List-Unsubscribe (RFC 2369) and one-click unsubscription (RFC 8058).

    Raises:
        RenderingError: if what is configured is no identifier or no link.
    """
    if settings.list_id:
        bare = settings.list_id.strip("<>")
        if not _LIST.fullmatch(bare):
            raise RenderingError(settings.list_id, "not a list identifier", "give one like brief.example.org in [mail]")
        made["List-Id"] = f"<{bare}>"
    if link := unsubscribe_link(settings):
        made["List-Unsubscribe"] = f"<{link}>"
        if link.startswith("https:"):
            made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def unsubscribe_link(settings: MailSettings) -> str:
    """Where to unsubscribe; "" where nothing is configured.

    Raises:
        RenderingError: if it is neither https:, http: nor mailto:.
    """
    if not settings.unsubscribe:
        return ""
    link = safe_link(settings.unsubscribe)
    if not link or not link.isascii():
        raise RenderingError(settings.unsubscribe, "nothing to unsubscribe at", "give an https: or mailto: address")
    return link
