"""One article in every form that comes in, in our own words."""

import gzip
import io
import json
import zipfile
from email.message import EmailMessage

import docx

TITLE = "Envoys return to the harbour town"
BODY = (
    "The foreign ministers of the two states will meet on Tuesday in the old harbour town, officials said.",
    "The talks are the first since autumn, and both sides said that they would bring maps of the disputed border.",
    "A second round is planned for the end of the week, when the ministers of finance are due to join them.",
)
TEXT = "\n\n".join((TITLE, *BODY))


def html(*, head: str = "", extra: str = "", title: str = TITLE, body: tuple[str, ...] = BODY) -> str:
    """A news page with navigation, a figure and a footer around the article."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body)
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title} | Harbour Wire</title>{head}</head><body>'
        f"<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li></ul></nav>"
        f"<main><article><h1>{title}</h1><figure><img src='a.jpg'><figcaption>The harbour at dawn</figcaption></figure>"
        f"{paragraphs}{extra}</article></main><footer>© 2019 Harbour Wire</footer></body></html>"
    )


META = (
    '<meta property="og:site_name" content="Harbour Wire">'
    '<meta property="article:published_time" content="2019-01-29T06:30:00+02:00">'
    '<meta name="author" content="Jane Roe">'
    '<link rel="canonical" href="https://harbourwire.example/2019/01/29/envoys?utm_source=feed">'
)

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Harbour Wire</title><link>https://harbourwire.example/</link><language>en-gb</language>
<item><title>{TITLE}</title><link>https://harbourwire.example/envoys?utm_medium=rss#top</link>
<pubDate>Tue, 29 Jan 2019 04:30:00 GMT</pubDate><author>jane@harbourwire.example (Jane Roe)</author>
<description>Ministers meet.</description>
<content:encoded><![CDATA[{"".join(f"<p>{p}</p>" for p in BODY * 3)}<script>alert(1)</script>]]></content:encoded></item>
<item><title>A short one</title><description>&lt;p&gt;Only a teaser.&lt;/p&gt;</description></item>
</channel></rss>"""

ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Harbour Wire</title>
<entry><title>{TITLE}</title><link href="https://harbourwire.example/envoys"/><updated>2019-01-29T04:30:00Z</updated>
<author><name>Jane Roe</name></author><content type="html">{"".join(f"&lt;p&gt;{p}&lt;/p&gt;" for p in BODY * 3)}</content>
</entry></feed>"""

NITF = f"""<?xml version="1.0"?><nitf><head><title>{TITLE}</title><docdata><date.issue norm="20190129T063000Z"/></docdata></head>
<body><body.head><hedline><hl1>{TITLE}</hl1></hedline><byline>By Jane Roe</byline><distributor>Harbour Wire</distributor></body.head>
<body.content>{"".join(f"<p>{p}</p>" for p in BODY)}<media><media-caption>The harbour at dawn</media-caption></media></body.content>
</body></nitf>"""

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour Wire",
        "items": [
            {
                "id": "1", "url": "https://harbourwire.example/envoys", "title": TITLE, "content_html": "".join(f"<p>{p}</p>" for p in BODY * 3),
                "date_published": "2019-01-29T04:30:00Z", "authors": [{"name": "Jane Roe"}],
            }
        ],
    }
)  # fmt: skip

RECORD = {"id": "a-1", "title": TITLE, "text": "\n".join(BODY), "published": "2019-01-29", "source": "Harbour Wire",
          "url": "https://harbourwire.example/envoys", "language": "en", "authors": ["Jane Roe"]}  # fmt: skip

MARKDOWN = (
    f"---\ntitle: {TITLE}\ndate: 2019-01-29\nauthor: Jane Roe\nsource: Harbour Wire\n---\n\n# {TITLE}\n\n"
    + "\n\n".join(
        (
            BODY[0].replace("harbour town", "[harbour town](https://harbourwire.example/town)"),
            f"**{BODY[1]}**",
            f"> {BODY[2]}",
        )
    )
)


def mail(*, markup: bool = False) -> bytes:
    """A newsletter."""
    message = EmailMessage()
    message["From"] = "Harbour Wire <news@harbourwire.example>"
    message["To"] = "reader@example.org"
    message["Subject"] = f"Fwd: {TITLE}"
    message["Date"] = "Tue, 29 Jan 2019 06:30:00 +0200"
    message["Message-ID"] = "<1@harbourwire.example>"
    if markup:
        message.set_content("See the HTML version.")
        message.add_alternative(
            "<html><body>" + "".join(f"<p>{p}</p>" for p in BODY) + "</body></html>", subtype="html"
        )
    else:
        message.set_content("\n\n".join(BODY))
    return message.as_bytes()


def word() -> bytes:
    """A Word file."""
    document = docx.Document()
    document.add_heading(TITLE, level=1)
    for paragraph in BODY:
        document.add_paragraph(paragraph)
    document.core_properties.author = "Jane Roe"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(lines: tuple[str, ...] = (TITLE, "", *BODY)) -> bytes:
    """A PDF of one page with a text layer (and without, for no lines)."""
    content = b"BT /F1 11 Tf 50 780 Td 14 TL\n"
    for line in lines:
        words, row = line.split(), ""
        for word_ in [*words, ""]:
            if row and (not word_ or len(row) + len(word_) > 90):
                content += f"({row}) Tj T*\n".encode("latin-1")
                row = ""
            row = f"{row} {word_}".strip()
        content += b"T*\n"
    content += b"ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        data
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(data)
    )


def epub() -> bytes:
    """An e-book of one chapter."""
    container = (
        '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Harbour Wire Weekly</dc:title><dc:creator>Jane Roe</dc:creator>'
        "<dc:language>en</dc:language><dc:date>2019-01-29</dc:date></metadata><manifest>"
        '<item id="c1" href="one.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c1"/></spine></package>'
    )
    chapter = (
        f"<html><head><title>x</title></head><body><h1>{TITLE}</h1>{''.join(f'<p>{p}</p>' for p in BODY)}</body></html>"
    )
    return archive(
        {"mimetype": b"application/epub+zip", "META-INF/container.xml": container.encode(), "OEBPS/book.opf": package.encode(),
         "OEBPS/one.xhtml": chapter.encode()}, stored=True,
    )  # fmt: skip


def archive(members: dict[str, bytes], *, stored: bool = False) -> bytes:
    """A zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive_:
        for name, data in members.items():
            archive_.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def gzipped(data: bytes) -> bytes:
    """A gzip."""
    return gzip.compress(data, mtime=0)
