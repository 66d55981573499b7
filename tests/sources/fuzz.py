"""Bytes that nobody meant: samples of every binary and structured form, cut, flipped, doubled and spliced."""

import base64
import json
import random
import re
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from briefing.errors import InputError
from briefing.model import Article
from briefing.sources.doors.opml import read_opml
from briefing.sources.draft import Blob
from briefing.sources.formats.adapters import read_blob
from briefing.sources.page.finishing import finished
from tests.sources import samples
from tests.sources.cases import ODF, SPACES, docx, made, odt, printed

_BODY = (
    '<w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t><w:sym w:font="Symbol" w:char="F0B0"/><w:br/><w:t>and</w:t></w:r><w:sdt><w:sdtContent><w:r><w:t>more</w:t></w:r></w:sdtContent></w:sdt>'
    "<w:r><mc:AlternateContent><mc:Choice><w:t>x</w:t></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>The ports reopen on Friday.</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Talks</w:t></w:r></w:p><w:p><w:ins><w:r><w:t>The envoys met on Monday.</w:t></w:r></w:ins>'
    "<w:del><w:r><w:delText>Not</w:delText></w:r></w:del></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
_ODT = '<text:h text:outline-level="1">Talks</text:h><text:p>The envoys met<text:s/>on Monday.<text:note><text:note-body><text:p>Note.</text:p></text:note-body></text:note></text:p>'
_PAGE = "".join(f"/F1 11 Tf 1 0 0 1 60 {740 - 13 * line} Tm (The envoys met on Mon-) Tj " for line in range(6))
_PAGES = [
    f"BT /F1 40 Tf 1 0 0 1 40 700 Tm (T) Tj {_PAGE} q 3 Tr [(not) -300 (seen)] TJ 0 Tr Q ET",
    f"BT {_PAGE} /F1 7 Tf 0 1 -1 0 560 300 Tm (up) Tj /F1 8 Tf 1 0 0 1 20 740 Tm (1) Tj ET",
]
_MAIL = b"From d@h.example Thu May 26 08:00:00 2016\nFrom: A <a@b.example>\nDate: Thu, 26 May 2016 08:00:00 +0200\nSubject: Fwd: x\nContent-Type: multipart/mixed; boundary=BB\n\n--BB\nContent-Type: text/html\n\n<p>FYI</p><p>From: B<br>Date: 24 May 2016<br>Subject: y</p><p>The envoys met.</p>\n--BB\nContent-Type: message/rfc822\n\nSubject: z\n\nHello there.\n--BB--\n"

_FEED = b"<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:media='http://search.yahoo.com/mrss/'><channel><title>A & B</title><link>https://h.example/</link>\n<item><title>x</title><link>/a?b=1&c=2</link><author>a@b.example (A B)</author><category>World</category><pubDate>Thu, 02 Apr 2020 10:00:00 GMT</pubDate><description>&lt;p&gt;The envoys met.</description></item>\n<item><title>y</title><media:group><media:description>They spoke for an hour.</media:description></media:group><content:encoded><![CDATA[<p>The ports reopen on Monday.</p><img src='a.jpg'>]]></content:encoded></item></channel></rss>"
_WEB = samples.html(
    head=samples.META
    + '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Talks","datePublished":"2019-01-29T06:30:00Z","author":{"name":"Jane Roe"},"isAccessibleForFree":"False"}</script>',
    extra='<time datetime="2019-01-29T07:00">7.00</time><blockquote class="twitter-tweet"><p>We go on.</p>&mdash; Jane Roe (@jroe) <a href="#">January 29, 2019</a></blockquote><table><tr><td>A</td><td>1</td></tr></table><div class="related"><a href="/x">More</a></div><p hidden>No.</p>',
).encode()
_LIST = b"<?xml version='1.0'?><opml version='2.0'><head><title>Mine &nbsp;</title></head><body><outline text='News' type='rss'><outline type='rss' text='A & B' xmlUrl='https://a.example/f?x=1&y=2' htmlUrl='https://a.example'/><outline title='C' isComment='true' xmlUrl='feed:https://c.example/f'/></outline><outline type='include' url='https://d.example/d.opml'/><outline text='E' htmlUrl='https://e.example'/></body></opml>"
_CHAPTER = b"<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>Talks</h1><p>The envoys of both states met on Monday<sup><a href='#n'>1</a></sup> in the old harbour, and spoke for 100<sup>2</sup> minutes<span role='doc-pagebreak'>14</span> of ships, of quays and of the dues.</p><h2>Ports</h2><p>They reopen on Friday, the ministry said.</p></body></html>"
_BOOK: dict[str, object] = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path='c.opf'/></rootfiles></container>",
    "c.opf": "<package xmlns='http://www.idpf.org/2007/opf'><metadata/><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>",
}


def _mended(body: bytes, holder: str, spaces: str) -> str:
    """A spoiled ``body`` as it must be for a file's parser to give it to its reader at all: well-formed."""
    root = etree.fromstring(
        f"<{holder} {spaces}>".encode() + body + f"</{holder}>".encode(), etree.XMLParser(recover=True, huge_tree=True)
    )
    return "" if root is None else etree.tostring(root, encoding="unicode")


#: By form: the part that is spoiled, and how a file is made of it.
FORMS: dict[str, tuple[bytes, Callable[[bytes], bytes]]] = {
    "pdf": (printed(_PAGES), bytes),
    "docx": (docx(_BODY), bytes),
    "docx body": (_BODY.encode(), lambda body: docx(_mended(body, "w:sdtContent", SPACES))),
    "odt body": (_ODT.encode(), lambda body: odt(_mended(body, "text:section", ODF))),
    "epub": (samples.epub(), bytes),
    "zip": (made({"zip": {"a.txt": "The envoys met on Monday.", "b.xml": "<rss><channel><item><title>x</title></item></channel></rss>"}}), bytes),
    "gzip": (samples.gzipped(samples.TEXT.encode()), bytes),
    "rtf": (rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset204 B;}}{\header\pard Harbour Daily, 24 May 2016\par}\pard 12{\super 2}{\footnote A \f1\'ef note.} The envoys met {\deleted not }on \'e1 \u8364? Monday.\par\trowd\cell x\row}", bytes),
    "mail": (_MAIL.split(b"\n", 1)[1], bytes),
    "mbox": (_MAIL + b"\n" + _MAIL, bytes),
    "feed": (_FEED, bytes),
    "atom": (samples.ATOM.encode(), bytes),
    "json feed": (samples.JSON_FEED.encode(), bytes),
    "html": (_WEB, bytes),
    "epub chapter": (_CHAPTER, lambda page: made({"zip": _BOOK | {"a.xhtml": {"base64": base64.b64encode(page)}}})),
    "feed list": (_LIST, bytes),
    "news agency": (samples.NITF.encode(), bytes),
    "jsonl": (json.dumps(samples.RECORD).encode() + b"\n" + json.dumps(samples.RECORD | {"id": "a-2"}).encode(), bytes),
}  # fmt: skip

#: Processor time that no input of a few thousand bytes may take, in seconds: more is a hang.
_HANG = 5.0


#: What parts of a structured form are: tags, lines, words between them.
_PARTS = re.compile(rb"<[^<>]{0,400}>|[^<\r\n]+|[\r\n]+|<")
#: What breaks readers elsewhere: torn markup, deep and empty references, odd days, numbers beyond bounds, other charsets.
_HOSTILE = (
    b"<![CDATA[", b"]]>", b"<!--", b"&#0;", b"&#xFFFFFFFF;", b"&nosuch;", b"<", b"</", b"<div>" * 300, b"<table><tr><td>" * 60, b"\x00", b"\xff\xfe",
    b"\xed\xa0\x80", b"\xe2\x80\xae", b"<base href='http://[::1'>", b"<a href='http://[bad'>x y z w</a>", b"<time datetime='0000-00-00'>", b"Date: 99 Xyz 0000 99:99 +9999",
    b"Content-Transfer-Encoding: base64", b"Content-Type: multipart/mixed; boundary=BB", b"Content-Type: text/plain; charset=utf-7", b"=?utf-8?B?////?=",
    b"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":1e999,\"author\":[[{}]]}</script>", b"<pubDate>-1</pubDate>", b"9" * 5000,
    b"From ", b"\n\n", b"--BB", b"<p>" + b"a b, " * 400, b"<link rel='canonical' href='//'>", b"<guid>", b"xml:base='::'", b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
)  # fmt: skip


def spoiled(data: bytes, seed: int) -> bytes:
    """``data`` after a few strokes of bad luck, the same for the same ``seed``; every other one heeds its structure."""
    luck = random.Random(seed)
    return _restructured(data, luck) if seed % 2 else _torn(data, luck)


def _restructured(data: bytes, luck: random.Random) -> bytes:
    """``data`` with parts of it moved, doubled, lost, set into one another, or hostile ones between them."""
    parts = _PARTS.findall(data)
    for _ in range(luck.randint(1, 6)):
        if not parts:
            break
        at, length = luck.randrange(len(parts)), luck.randint(1, 6)
        stroke = luck.randrange(6)
        if stroke == 0:
            del parts[at : at + length]
        elif stroke == 1:
            parts[at:at] = parts[at : at + length] * luck.randint(1, 30)
        elif stroke == 2:
            other = luck.randrange(len(parts))
            parts[at:at] = parts[other : other + length]
        elif stroke == 3:
            parts[at] = luck.choice(_HOSTILE)
        elif stroke == 4:
            parts.insert(at, luck.choice(_HOSTILE))
        else:
            parts[at : at + length] = reversed(parts[at : at + length])
    return b"".join(parts)


def _torn(data: bytes, luck: random.Random) -> bytes:
    """``data`` with bytes flipped, cut, doubled, spliced."""
    spoilt = bytearray(data)
    for _ in range(luck.randint(1, 6)):
        if not spoilt:
            break
        at, length = luck.randrange(len(spoilt)), luck.randint(1, 40)
        stroke = luck.randrange(6)
        if stroke == 0:
            spoilt[at] ^= 1 << luck.randrange(8)
        elif stroke == 1:
            del spoilt[at : at + length]
        elif stroke == 2:
            spoilt[at:at] = spoilt[at : at + length] * luck.randint(1, 50)
        elif stroke == 3:
            spoilt[at : at + length] = luck.randbytes(length)
        elif stroke == 4:
            other = luck.randrange(len(spoilt))
            spoilt[at : at + length] = spoilt[other : other + length]
        else:
            del spoilt[at:]
    return bytes(spoilt)


def read(form: str, seed: int, stumbles: Counter[str] | None = None) -> int:
    """How many articles, or feeds of a list, come of a spoiled file; a fault that is none of ours is raised.

    Args:
        form: a key of `FORMS`.
        seed: of the strokes.
        stumbles: where a reader broke off over what no check of its own had found, counted by fault and place.
    """
    part, make = FORMS[form]
    try:
        blob = Blob(name=f"{form}-{seed}", data=make(spoiled(part, seed)))
        if form == "feed list":
            return len(read_opml(blob.data, blob.name)[0])
        found = finished(read_blob(blob))
        return sum(isinstance(each, Article) for each in found)
    except InputError as error:
        if stumbles is not None and error.__cause__ is not None:
            stumbles[f"{error.__cause__!r:.60} at {_place(error.__cause__)}"] += 1
        return 0


def _place(fault: BaseException) -> str:
    """The line of ours that was last passed before ``fault``."""
    ours = [f for f in traceback.extract_tb(fault.__traceback__) if "briefing" in f.filename.split("site-packages")[-1]]
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"


class _Hung(BaseException):
    """No reader may take it for a fault of its own."""


def _hung(_signal: int, _frame: object) -> None:
    raise _Hung


def main() -> int:
    """``python -m tests.sources.fuzz COUNT [FORM…]``: so many of each form; 1 after a fault or a hang, each printed."""
    count, forms = int(sys.argv[1]), sys.argv[2:] or list(FORMS)
    signal.signal(signal.SIGVTALRM, _hung)
    total = 0
    for form in forms:
        slowest, began, stumbles, faults, articles = (0.0, -1), time.process_time(), Counter[str](), 0, 0
        for seed in range(count):
            start = time.process_time()
            signal.setitimer(signal.ITIMER_VIRTUAL, _HANG)
            try:
                articles += read(form, seed, stumbles)
            except (Exception, _Hung) as error:  # noqa: BLE001 — that is what is looked for
                faults += 1
                print(f"{form} {seed}: {error!r}", flush=True)  # noqa: T201
            slowest = max(slowest, (time.process_time() - start, seed))
        took, total = time.process_time() - began, total + faults
        print(  # noqa: T201
            f"{form}: {count} in {took:.0f} s, {articles} articles, {faults} faults or hangs, "
            f"the slowest {slowest[0]:.2f} s (seed {slowest[1]})", flush=True
        )  # fmt: skip
        for stumble, times in stumbles.most_common(10):
            print(f"  {times} {stumble}", flush=True)  # noqa: T201
    return min(total, 1)


if __name__ == "__main__":
    sys.exit(main())
