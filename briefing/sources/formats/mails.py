"""Mail → Drafts: the message that it is about, its attachments, the items of a newsletter."""

import re
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import PurePath

from briefing.errors import InputError
from briefing.model import Skipped
from briefing.sources.bounds import MAX_NESTING
from briefing.sources.cleaning import decode
from briefing.sources.draft import Blob, Draft, Found, outlasting
from briefing.sources.formats.forwards import bare_subject, unwrapped
from briefing.sources.formats.fragments import fragment_text
from briefing.sources.formats.mailparts import Parts, parts_of
from briefing.sources.formats.mboxes import mails_of
from briefing.sources.formats.newsletters import Item, items_of, items_of_text, page_of
from briefing.sources.formats.trees import html_tree
from briefing.sources.page.moments import Moment, read_moment

#: A text beside attachments with fewer words only says that they are there.
_NOTE_WORDS = 60
#: The words of an item of a newsletter that is more than a teaser of the page behind it.
_ITEM_WORDS = 120

#: Bytes that are no ASCII, as the library keeps them.
_BYTES = re.compile("[\udc80-\udcff]")

Reader = Callable[[Blob], Found]


def read_mbox(blob: Blob, read: Reader) -> Found:
    """The mails of a mailbox file."""
    for number, data in enumerate(mails_of(blob.data), start=1):
        each = replace(blob, name=f"{blob.name}#{number}", data=data)
        yield from outlasting(read_mail(each, read))


def read_mail(blob: Blob, read: Reader) -> Found:
    """The articles that one mail holds: its message or the items of a newsletter, then its attachments by ``read``.

    Broken headers stay, as they are; what is no prose of any of it is left behind.

    Raises:
        InputError: if nothing of it can be read.
    """
    message = message_from_bytes(blob.data, policy=policy.default)
    if _is_automatic(message):
        raise InputError(blob.name, "a program's answer, no news", "save its text as a file of its own if it is news")
    parts = parts_of(message, blob.name)
    attached = list(_attached(parts, blob, read))
    words = sum(len(each.text.split()) for each in attached if isinstance(each, Draft))
    own = list(_own(message, parts, blob.name, words))
    if not own and not attached:
        raise InputError(blob.name, "a mail without text", "if its text is a picture or behind a link, save that")
    yield from own
    yield from attached


def _is_automatic(message: EmailMessage) -> bool:
    """Whether a program answers a mail: its owner is away, or it was not delivered (RFC 3834, RFC 6522)."""
    away = header(message, "auto-submitted").lower().startswith("auto-replied")
    away = away or header(message, "x-autoreply").lower() == "yes" or header(message, "x-autorespond") != ""
    return away or message.get_content_type() == "multipart/report"


def _attached(parts: Parts, blob: Blob, read: Reader) -> Found:
    """The attachments; one that cannot be read is named, and the rest goes on."""
    for inner in parts.attached:
        if isinstance(inner, Skipped):
            yield inner
        elif blob.depth >= MAX_NESTING:
            yield Skipped(input=inner.name, reason="mails within mails within mails", remedy="save it on its own")
        else:
            yield from outlasting(read(replace(inner, depth=blob.depth + 1)))


def _own(message: EmailMessage, parts: Parts, name: str, attached: int) -> Found:
    """The message itself; beside attachments of more words (``attached``) a short text is a covering note."""
    subject = header(message, "subject")
    markup, captions = fragment_text(parts.rich) if parts.rich else ("", frozenset[str]())
    # A text part that only says "see the HTML version" is no text part.
    text = parts.plain if len(parts.plain.split()) * 2 >= len(markup.split()) else markup
    found = unwrapped(text, subject)
    if not re.search(r"\w", found.text):
        if not attached and parts.attached:
            yield Skipped(input=name, reason="a mail without text of its own", remedy="see its attachments")
        return
    words = len(found.text.split())
    if not found.headers and words < min(_NOTE_WORDS, attached):
        yield Skipped(
            input=name,
            reason="a covering note, no news: its attachments are read",
            remedy="save its text as a file of its own if it is news",
        )
        return
    sent = _sent(message) if not found.headers else read_moment(found.headers.get("date"))
    sender, address = parseaddr(found.headers.get("from") or header(message, "from"))
    sender = _name(sender or found.headers.get("from", ""))
    draft = Draft(
        origin=name,
        text=found.text,
        title=bare_subject(found.headers.get("subject") or subject),
        published=sent.value if sent else None,
        published_certain=sent is None or sent.certain,
        source=sender or address.rpartition("@")[2],
        language=header(message, "content-language"),
        captions=captions if text is markup else frozenset(),
        file_name=PurePath(name).name,
    )
    items = items_of(parts.rich) if parts.rich else []
    items = items or items_of_text(found.text)
    if not items:
        yield replace(draft, url=page_of(parts.rich, draft.title)) if parts.rich else draft
        return
    for number, item in enumerate(items, start=1):
        yield _item(draft, item, number)


def _item(draft: Draft, item: Item, number: int) -> Draft:
    return replace(
        draft,
        origin=f"{draft.origin}#{number}",
        text=item.text,
        title=item.title,
        url=item.url,
        captions=frozenset(),
        extract="newsletter item" if len(item.text.split()) < _ITEM_WORDS else "",
    )


def _sent(message: EmailMessage) -> Moment | None:
    """When the mail was sent, else when the last server got it (the topmost "Received")."""
    # The library gives an hour to a day that has none, and a zone to an hour that has none.
    found = read_moment(_raw(message, "date")) or read_moment(header(message, "date"))
    for received in message.get_all("received", [])[:3] if found is None else ():
        found = found or read_moment(str(received).rpartition(";")[2])
    return found


def _name(sender: str) -> str:
    """A sender's name without the address, quotation marks and "via list" around it."""
    sender = re.sub(r"\s*[\[<(](?:mailto:)?[^\s\])>]*@[^\])>]*[\])>]|\s+via\s+.*$", "", sender)
    return sender.strip(" \"'“”<>")


def header(message: EmailMessage, name: str) -> str:
    """A header on one line; "" where it is missing or broken beyond reading. Bare bytes are in the text's charset."""
    try:
        raw = _raw(message, name)
        if _BYTES.search(raw):
            text = decode(raw.encode("ascii", "surrogateescape"), next(filter(None, message.get_charsets()), ""))
            return " ".join(str(message.policy.header_fetch_parse(name, text)).split())
        return " ".join(str(message.get(name, "")).split())
    except (MessageError, ValueError, IndexError, AttributeError, TypeError):  # the stdlib's parser on broken headers
        return ""


def _raw(message: EmailMessage, name: str) -> str:
    """A header as it came."""
    return next((str(value) for key, value in message.raw_items() if key.lower() == name), "")


def mail_links(data: bytes) -> list[str]:
    """The articles that a newsletter or an alert points to, in order."""
    from briefing.sources.formats.links import article_links

    tree = html_tree(parts_of(message_from_bytes(data, policy=policy.default), "").rich)
    return article_links(tree, "", same_site=False) if tree is not None else []
