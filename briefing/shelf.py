"""Shelf: readings by the id of their article; what does not fit in memory waits in a file that goes with them."""

import dataclasses
import pickle
import tempfile
import threading
import weakref
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping

from briefing.model import Article, Reading

#: Characters of text whose readings stay in memory, some 40 bytes each: a thousand reports of 600 words, five thousand
#: snaps. Taking one out of the file costs 0.15 ms, which a run does a dozen times.
ROOM = 3_000_000
#: Further readings in memory: those used last.
HELD = 500
#: Stands in the file for a reading's article.
_STUB = Article(id="", title="", text="")


class Shelf(Mapping[str, Reading]):
    """Readings in the order in which they were put; their articles all stay in memory.

    Safe to be used from several threads. One that was away equals the one that was put, but is another object.
    """

    def __init__(self, readings: Iterable[Reading] = (), *, room: int = ROOM, held: int = HELD) -> None:
        self._room, self._held = room, held
        self._here: dict[str, Reading] = {}
        #: Start and length in the file; None for one that has not been there.
        self._places: dict[str, tuple[int, int] | None] = {}
        self._near: OrderedDict[str, Reading] = OrderedDict()
        #: Of the readings in the file: whoever keeps an edition's sources has them too, and may have the very same.
        self._articles: dict[str, Article] = {}
        #: In memory until something is written, then without a name, so that nobody else reads it or writes to it.
        self._file = tempfile.SpooledTemporaryFile(max_size=1)  # noqa: SIM115 — closed when the shelf is gone
        weakref.finalize(self, self._file.close)
        self._lock = threading.RLock()
        for reading in readings:
            self.put(reading)

    def put(self, reading: Reading) -> None:
        """Add ``reading``; an earlier one of the same article gives way."""
        with self._lock:
            id_ = reading.article.id
            self._places[id_] = None
            if id_ in self._here or self._room > 0:
                self._here[id_] = reading
                self._room -= len(reading.article.text)
            else:
                self._hold(reading)

    def drop(self, id_: str) -> None:
        """Take that reading away."""
        with self._lock:
            del self._places[id_]
            self._near.pop(id_, None)
            self._here.pop(id_, None)
            self._articles.pop(id_, None)

    def rest(self) -> None:
        """Hold none in memory until one is asked for, if they are more than `ROOM`."""
        with self._lock:
            if self._room <= 0:
                for reading in self._here.values():
                    self._hold(reading)
                self._here.clear()
                while self._near:
                    self._put_away()

    def __getitem__(self, id_: str) -> Reading:
        with self._lock:
            if id_ in self._here:
                return self._here[id_]
            if id_ in self._near:
                self._near.move_to_end(id_)
                return self._near[id_]
            place = self._places[id_]
            assert place is not None
            self._file.seek(place[0])
            kept: Reading = pickle.loads(self._file.read(place[1]))  # noqa: S301 — what `_put_away` wrote
            reading = dataclasses.replace(kept, article=self._articles[id_])
            self._hold(reading)
            return reading

    def _hold(self, reading: Reading) -> None:
        self._near[reading.article.id] = reading
        self._near.move_to_end(reading.article.id)
        if len(self._near) > self._held:
            self._put_away()

    def _put_away(self) -> None:
        """The one used longest ago goes out of memory."""
        id_, away = self._near.popitem(last=False)
        if self._places[id_] is None:
            packed = pickle.dumps(dataclasses.replace(away, article=_STUB), pickle.HIGHEST_PROTOCOL)
            self._places[id_] = (self._file.seek(0, 2), len(packed))
            self._file.write(packed)
            self._articles[id_] = away.article

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._places))

    def __contains__(self, id_: object) -> bool:
        return id_ in self._places

    def __len__(self) -> int:
        return len(self._places)
