"""A server's answer, unpacked and read within its bounds: what came, in which charset, and whether it is new."""

import hashlib
import re
import zlib
from dataclasses import dataclass

import httpx

from briefing.addresses import public
from briefing.errors import SourceError
from briefing.model import Validators
from briefing.sources.bounds import MAX_PAGE
from briefing.sources.cleaning import decode
from briefing.sources.draft import Blob
from briefing.sources.net.answers import Answer, retry_after

#: The window of zlib for what has a gzip's header.
_GZIP = 31
_DOCUMENTS = re.compile(r"pdf|zip|epub|msword|officedocument|octet-stream", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A server's answer.

    Attributes:
        url: where it came from in the end.
        data: unpacked; b"" where nothing changed.
        charset: as the server declared it.
        validators: to ask with next time.
        unchanged: since `validators` were given, or since the same content came.
        moved: bytes that crossed the wire.
    """

    url: str
    data: bytes
    charset: str
    validators: Validators
    unchanged: bool
    moved: int

    @property
    def blob(self) -> Blob:
        """What its form is told of."""
        return Blob(name=public(self.url), data=self.data, url=self.url, charset=self.charset)


def conditions(known: Validators) -> dict[str, str]:
    """The headers that ask for a page only if it is not as ``known``."""
    found = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in found.items() if value and value.isascii() and value.isprintable()}


async def read_page(
    response: httpx.Response, url: str, known: Validators | None, address: str, *, most: int, moved: int
) -> Page:
    """The answer that ``response`` is.

    Args:
        response: open, its body not yet read.
        url: where it came from.
        known: of the last answer.
        address: as asked for, before any redirect.
        most: bytes; feeds and pages are refused beyond `MAX_PAGE` in any case.
        moved: bytes that its redirects moved.

    Raises:
        Answer: if the server refuses.
        SourceError: if it is too large or damaged.
    """
    headers = response.headers
    etag, modified = headers.get("etag", "")[:500], headers.get("last-modified", "")[:100]
    if response.status_code == 304 and known is not None:
        kept = Validators(
            key=address, etag=etag or known.etag, last_modified=modified or known.last_modified, digest=known.digest
        )
        return Page(url=url, data=b"", charset="", validators=kept, unchanged=True, moved=moved)
    if not response.is_success:
        rest = retry_after(headers.get("retry-after", ""), headers.get("date", ""))
        raise Answer(url, response.status_code, rest)
    length = headers.get("content-length", "")
    if not _DOCUMENTS.search(headers.get("content-type", "")):  # feeds and pages are refused beyond it anyway
        most = min(most, MAX_PAGE)
    if length.isdigit() and int(length[:18]) > most:
        raise _too_large(url, most)
    data, raw = await _body(response, url, most)
    digest = hashlib.sha256(data).hexdigest()
    match = _CHARSET.search(headers.get("content-type", ""))
    return Page(
        url=url,
        data=data,
        charset=match[1] if match else "",
        validators=Validators(key=address, etag=etag, last_modified=modified, digest=digest),
        unchanged=known is not None and bool(known.digest) and known.digest == digest,
        moved=moved + raw,
    )


async def _body(response: httpx.Response, url: str, most: int) -> tuple[bytes, int]:
    """The content, unpacked, and the bytes that crossed the wire."""
    pieces: list[bytes] = []
    size = 0
    raw = 0
    unpack = Unpacker(response.headers.get("content-encoding", ""), url)
    async for chunk in response.aiter_raw():
        raw += len(chunk)
        piece = unpack.feed(chunk, most - size + 1)
        size += len(piece)
        pieces.append(piece)
        if size > most or raw > most:
            raise _too_large(url, most)
    if raw and not size:
        raise damaged(url)
    return b"".join(pieces), raw


async def read_head(response: httpx.Response, url: str, most: int) -> str:
    """The first ``most`` bytes of an answer, as text."""
    unpack = Unpacker(response.headers.get("content-encoding", ""), url)
    data = b""
    async for chunk in response.aiter_raw():
        data += unpack.feed(chunk, most)
        if len(data) >= most:
            break
    return decode(data[:most])


def _too_large(url: str, most: int) -> SourceError:
    return SourceError(public(url), f"more than {most / 1e6:g} MB, or without an end", "check the address")


class Unpacker:
    """Undoes a content encoding piece by piece, never by more than is asked for.

    Raises:
        SourceError: for an encoding that was not asked for, or damage.
    """

    def __init__(self, encoding: str, url: str) -> None:
        self._url = url
        name = encoding.strip().lower()
        if name not in ("", "identity", "gzip", "x-gzip"):
            raise SourceError(
                public(url), f"packed as {name[:20]!r}, which was not asked for", "save the page in a browser"
            )
        self._packed = name.endswith("gzip")
        self._engine = zlib.decompressobj(_GZIP)

    def feed(self, chunk: bytes, limit: int) -> bytes:
        """The content of ``chunk``; one byte over ``limit`` at most."""
        if not self._packed:
            return chunk
        pieces: list[bytes] = []
        size = 0
        try:
            while chunk and size < limit:
                if self._engine.eof:
                    self._engine = zlib.decompressobj(_GZIP)  # a gzip may have several members
                pieces.append(self._engine.decompress(chunk, limit - size))
                size += len(pieces[-1])
                chunk = self._engine.unconsumed_tail or self._engine.unused_data
        except zlib.error as error:
            raise damaged(self._url) from error
        return b"".join(pieces)


def damaged(url: str) -> SourceError:
    """What is said of an answer whose packing is broken."""
    return SourceError(public(url), "damaged on the way (compression)", "try again later")
