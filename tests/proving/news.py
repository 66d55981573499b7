"""Two days of invented news, built into an archive: the ground that the forgers work on."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from briefing import pipeline
from briefing.archive import Archive
from briefing.model import Article, Skipped
from briefing.settings import Settings, parse_settings
from tests import make

FORMATS = ("html", "json", "md", "txt", "ics", "eml")
FIRST, SECOND = date(2019, 1, 28), date(2019, 1, 29)
SETTINGS: Settings = parse_settings(
    {
        "reading": {"model": "rules"},
        "engine": {"workers": 1},
        "source": [
            {
                "name": "Harbour Wire",
                "location": "https://reader:secret@harbour.example/",
                "weight": 1.5,
                "password_env": "WIRE",
            }
        ],
        "mail": {"attach": ["ics"], "sender": "brief@example.org"},
    }
)

_TOLD = tomllib.loads((Path(__file__).parent / "news.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Built:
    """An archive with two editions, and the folder of the second."""

    url: str
    folder: Path
    settings: Settings = SETTINGS
    day: date = SECOND


def articles(told: Sequence[tuple[str, ...]], day: date) -> list[Article]:
    """Articles of ``day``."""
    return [
        make.article(
            text, title, source=source, day=day, url=f"https://{source.split()[0].casefold()}.example/{day}/{n}"
        )
        for n, (source, title, text) in enumerate(told)
    ]


def built(folder: Path, **changes: Any) -> Built:
    """Both days built, without inputs: from what the archive holds, as a morning does."""
    url = f"sqlite:///{folder / 'archive.sqlite'}"
    settings = SETTINGS.model_copy(update=changes)
    with Archive.open(url) as archive:
        for day, told in ((FIRST, _TOLD["first"]), (SECOND, _TOLD["second"])):
            archive.save_articles(articles([tuple(one.values()) for one in told], day))
            pipeline.build(
                [], settings, out=folder / "out", formats=FORMATS, day=day, archive=archive, silent=(_SILENT,)
            )
    return Built(url, folder / "out" / SECOND.isoformat(), settings)


_SILENT = Skipped(input="Gulf Mail", reason="does not answer", remedy="try again later")
