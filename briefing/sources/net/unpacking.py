"""Content encodings undone within bounds."""

import zlib

from briefing.addresses import public
from briefing.errors import SourceError


class Unpacker:
    """Undoes a content encoding piece by piece, never by more than is asked for.

    Raises:
        SourceError: for an encoding that was not asked for, or damage.
    """

    def __init__(self, encoding: str, url: str) -> None:
        self._url = url
        name = encoding.strip().lower()
        if name not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise SourceError(
                public(url), f"packed as {name[:20]!r}, which was not asked for", "save the page in a browser"
            )
        self._gzip = name.endswith("gzip")
        self._packed = name not in ("", "identity")
        self._engine = zlib.decompressobj(wbits=47 if self._gzip or self._packed else 15)
        self._started = False

    def feed(self, chunk: bytes, limit: int) -> bytes:
        """The content of ``chunk``; one byte over ``limit`` at most."""
        if not self._packed:
            return chunk
        pieces: list[bytes] = []
        size = 0
        try:
            while chunk and size < limit:
                if self._engine.eof:
                    if not self._gzip:
                        break
                    self._engine = zlib.decompressobj(wbits=47)  # a gzip may have several members
                try:
                    piece = self._engine.decompress(chunk, limit - size)
                except zlib.error:
                    if self._started or self._gzip:
                        raise
                    self._engine = zlib.decompressobj(wbits=-15)  # "deflate" without its header, as some send it
                    piece = self._engine.decompress(chunk, limit - size)
                self._started = True
                pieces.append(piece)
                size += len(piece)
                chunk = self._engine.unconsumed_tail or self._engine.unused_data
        except zlib.error as error:
            raise damaged(self._url) from error
        return b"".join(pieces)


def damaged(url: str) -> SourceError:
    """What is said of an answer whose packing is broken."""
    return SourceError(public(url), "damaged on the way (compression)", "try again later")
