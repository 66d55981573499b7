"""What the latest edition's readings lack because the program failed on a part of them."""

import json
import zlib
from collections import Counter

from sqlalchemy import Engine, select

from briefing.archive import schema
from briefing.model import Fault

#: Readings that are looked at: those kept last.
_MOST = 1000


def faults(engine: Engine) -> Counter[Fault]:
    """The faults of the readings that the latest edition rests on, with the number of its articles that have each."""
    readings, seen, editions = schema.readings, schema.appearances, schema.editions
    found: Counter[Fault] = Counter()
    with engine.connect() as connection:
        day = connection.execute(select(editions.c.day).order_by(editions.c.day.desc()).limit(1)).scalar_one_or_none()
        articles = select(seen.c.article).where(seen.c.edition == day).distinct().limit(_MOST)
        for (packed,) in connection.execute(select(readings.c.form).where(readings.c.article.in_(articles))):
            try:
                form = json.loads(zlib.decompress(packed))
                found.update(Fault(**fault) for fault in form.get("faults", ()))
            except (zlib.error, ValueError, TypeError):
                continue  # a damaged reading is made anew by the next run
    return found
