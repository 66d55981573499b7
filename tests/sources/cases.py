"""Inputs as they come in the wild: one TOML file each under tests/cases/inputs, with what is right of them.

``files`` maps a file's name to its content: a string (text forms), or for binary forms how it is built:
``{base64 = "…"}``, ``{docx = "<w:p>…"}`` (the body), ``{odt = "<text:p>…"}``, ``{pdf = [[page, x, y, size, "words"], …]}``,
or as the operators of its pages, ``{streams = ["BT …"]}``, ``{zip = {…}}``, or ``{broken = {…}}``, a zip whose last
member is damaged. ``expect`` says what `collect` makes of them.
"""

import base64
import io
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from briefing.model import Article, Skipped
from briefing.settings import Settings
from briefing.sources import collect

CASES = Path(__file__).parent.parent / "cases" / "inputs"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "meta")
)


@dataclass(frozen=True, slots=True)
class Case:
    """One input and what is right of it."""

    name: str
    files: dict[str, Any]
    expect: dict[str, Any]

    def run(self, folder: Path) -> list[str]:
        """Everything that is not as it should be; the files are written into ``folder``."""
        paths = []
        for name, content in self.files.items():
            path = folder / name
            path.write_bytes(made(content))
            paths.append(str(path))
        found = list(collect(paths, settings=Settings()))
        articles = [each for each in found if isinstance(each, Article)]
        skipped = [each for each in found if isinstance(each, Skipped)]
        return list(_faults(articles, skipped, self.expect))


def cases() -> list[Case]:
    """All of them, by name."""
    found = []
    for path in sorted(CASES.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        found.append(Case(path.stem, table["files"], table["expect"]))
    return found


def prose(article: Article) -> str:
    """What may be printed of an article as its words."""
    return " ".join(
        " ".join(block.span.of(article.text).split()) for block in article.blocks if block.kind in ("body", "quote")
    )


def _faults(articles: list[Article], skipped: list[Skipped], expect: dict[str, Any]) -> Iterator[str]:
    text = "\n".join(article.text for article in articles)
    words = " ".join(prose(article) for article in articles)
    found: dict[str, Any] = {
        "articles": len(articles),
        "titles": [article.title for article in articles],
        "days": [str(article.published or "")[: len("2019-01-29")] for article in articles],
        "moments": [article.published.isoformat() if article.published else "" for article in articles],
        "certain": [article.published_certain for article in articles],
        "sources": [article.source for article in articles],
        "sections": [article.section for article in articles],
        "urls": [article.url for article in articles],
        "authors": [list(article.authors) for article in articles],
        "marks": [sorted(article.marks) for article in articles],
        "teasers": [article.teaser for article in articles],
        "left_out": len(skipped),
    }
    yield from (f"nothing said of what to do: {each}" for each in skipped if not each.remedy)
    for key, wanted in expect.items():
        if key in found:
            if found[key] != wanted:
                yield f"{key}: want {wanted!r}, got {found[key]!r}"
        elif key in ("text", "prose"):
            yield from (
                f"{key} lacks {each!r}: {words if key == 'prose' else text!r}"
                for each in wanted
                if each not in (words if key == "prose" else text)
            )
        elif key in ("no_text", "no_prose"):
            yield from (f"{key[3:]} has {each!r}" for each in wanted if each in (words if key == "no_prose" else text))
        elif key == "reasons":
            yield from (
                f"left out: no {each!r} in {skipped}"
                for each in wanted
                if not any(each in f"{s.input} {s.reason} {s.remedy}" for s in skipped)
            )
        elif key == "quotes":
            quotes = [(b.by, str(b.published or "")[:10]) for a in articles for b in a.blocks if b.kind == "quote"]
            yield from (f"quotes: {each} not in {quotes}" for each in wanted if tuple(each) not in quotes)
        elif key == "entries":
            times = [b.published.isoformat() if b.published else "" for a in articles for b in a.blocks if b.published]
            yield from (f"entries: {each} not in {times}" for each in wanted if each not in times)
        else:
            yield f"no such expectation: {key}"


def made(content: Any) -> bytes:
    """The bytes of a file as its case describes them."""
    if isinstance(content, str):
        return content.encode()
    kind, value = next(iter(content.items()))
    makers: dict[str, Callable[[Any], bytes]] = {
        "base64": base64.b64decode, "docx": docx, "odt": odt, "pdf": pdf, "streams": printed, "zip": _zip,
        "broken": _broken, "eml": _eml,
        **{name: partial(str.encode, encoding=name) for name in ("cp1251", "latin-1", "utf-8-sig")}, "crlf": lambda text: str(text).replace("\n", "\r\n").encode(),
    }  # fmt: skip
    return makers[kind](value)


def _eml(value: dict[str, Any]) -> bytes:
    """A mail: its head, and parts that are files of these forms, each ``[headers, content]``."""
    pieces = [value["head"].strip().encode() + b'\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="BB"\n']
    for headers, content in value["parts"]:
        data = made(content)
        coded = base64.encodebytes(data) if b"base64" in headers.encode() else data
        pieces.append(b"--BB\n" + headers.strip().encode() + b"\n\n" + coded)
    return b"\n".join([*pieces, b"--BB--\n"])


def docx(value: str | dict[str, str]) -> bytes:
    """A Word file with this body, and perhaps styles and footnotes."""
    parts = {"body": value} if isinstance(value, str) else value
    kinds = [kind for kind in ("styles", "footnotes", "header") if kind in parts]
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="r{n}" Type="{_RELATIONS}/{kind}" Target="{kind}.xml"/>' for n, kind in enumerate(kinds)
        )
        + "</Relationships>",
        "word/document.xml": f"<w:document {SPACES}><w:body>{parts['body']}</w:body></w:document>",
        **{f"word/{kind}.xml": f"<w:{kind} {SPACES}>{parts[kind]}</w:{kind}>" for kind in kinds},
    }
    return _zip(files)


def odt(value: str) -> bytes:
    """An OpenDocument text with this body."""
    return _zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {ODF}><office:body><office:text>{value}</office:text></office:body></office:document-content>",
        }
    )


def _zip(files: dict[str, Any]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), made(content))
    return stream.getvalue()


def _broken(files: dict[str, Any]) -> bytes:
    """A zip whose last member does not match its checksum."""
    data = bytearray(_zip(files))
    data[data.index(b"PK\x01\x02") - 3] ^= 1
    return bytes(data)


def _escaped(words: str) -> str:
    return words.replace("\\", "").replace("(", "\\(").replace(")", "\\)")


def pdf(lines: list[list[Any]]) -> bytes:
    """A PDF that prints ``[page, x, y, size, words]`` in this order; bold where "bold" follows."""
    return printed(
        [
            "BT\n"
            + "".join(
                f"/F{1 + len(bold)} {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(words)}) Tj\n"
                for number, x, y, size, words, *bold in lines
                if number == page
            )
            + "ET"
            for page in range(1, max(line[0] for line in lines) + 1)
        ]
    )


def printed(streams: list[str]) -> bytes:
    """A PDF of these pages; its fonts are F1, F2 (bold) and F3, whose characters 1 and 2 are the ligatures fi and fl."""
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica%s/Encoding%s>>"
    ligatures = "<</BaseEncoding/WinAnsiEncoding/Differences[1/fi/fl]>>"
    fonts = [("", "/WinAnsiEncoding"), ("-Bold", "/WinAnsiEncoding"), ("", ligatures)]
    resources = "".join(f"/F{number}{font % each}" for number, each in enumerate(fonts, start=1))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    kids = []
    for stream in streams:
        objects.append(f"<</Length {len(stream.encode('cp1252'))}>>\nstream\n{stream}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R/Resources<</Font<<{resources}>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(streams)}/Kids[{' '.join(kids)}]>>"
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    start = len(data)
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    return data
