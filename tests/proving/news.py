"""Two days of invented news, built into an archive: the ground that the forgers work on."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from briefing import pipeline
from briefing.archive import Archive
from briefing.model import Article, Skipped, article_id
from briefing.settings import Settings, parse_settings

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

_FIRST = (
    (
        "Harbour Wire",
        "Blast at Norland port market",
        (
            "A blast at the harbour market of Port Arden killed shoppers and traders on Monday, Norland police said. "
            "Interior Minister Paul Renn said the market would stay closed until Friday. "
            "He did not say what had caused the blast, and no group has claimed it. "
            "Rescue workers searched the ruins of the harbour market through the night."
        ),
    ),
    (
        "Northern Ledger",
        "Sarland and Norland to resume fish talks",
        (
            "Norland and Sarland will resume talks on fishing rights in Velden on 4 February. "
            "Foreign Minister Ada Quill said Norland would not sign unless Sarland withdraws its patrol boats. "
            "“They [the Sarland negotiators] know our position,” she told the Northern Ledger. "
            "The talks broke off in November after a patrol boat rammed a trawler off Cape Dorn."
        ),
    ),
)
_SECOND = (
    (
        "Harbour Wire",
        "Port Arden blast toll in dispute",
        (
            "The blast at the harbour market of Port Arden killed 12 people, Norland police said on Tuesday. "
            "Interior Minister Paul Renn visited the harbour market on Tuesday and promised help to the families. "
            "He said the inquiry would report on 5 February if the divers finish their work. "
            "Norland police did not name a suspect, and Renn declined to speak of an attack."
        ),
    ),
    (
        "Velden Post",
        "Norland mourns victims of Port Arden blast",
        (
            "The blast at the harbour market of Port Arden killed 15 people, the city's hospital said on Tuesday. "
            "Interior Minister Paul Renn visited the harbour market on Tuesday and promised help to the families. "
            "President Ilse Marr will attend a service for the victims in Port Arden on Thursday. "
            "Norland's parliament cut its session short on Tuesday."
        ),
    ),
    (
        "Northern Ledger",
        "Quill sets terms for fish talks with Sarland",
        (
            "Foreign Minister Ada Quill said on Tuesday that Norland would sign the fishing accord with Sarland next week "
            "only if the patrol boats leave Cape Dorn. "
            "“We [Norland] have waited long enough,” she said. "
            "Sarland's envoy Tor Haldane arrived in Velden [the capital] on Tuesday for the talks on 4 February."
        ),
    ),
    (
        "Gulf Observer",
        "Orvia central bank holds rate",
        (
            "The central bank of Orvia held its main rate at 4.5 percent on Tuesday, as most economists had expected. "
            "Governor Lena Brask said inflation would fall to 2 percent by March. "
            "The bank meets again on 12 March."
        ),
    ),
)


@dataclass(frozen=True)
class Built:
    """An archive with two editions, and the folder of the second."""

    url: str
    folder: Path
    settings: Settings = SETTINGS
    day: date = SECOND


def articles(told: tuple[tuple[str, str, str], ...], day: date) -> list[Article]:
    """Articles of ``day``."""
    return [
        Article(
            id=article_id(text=text, title=title, source=source, published=str(day)),
            title=title,
            text=text,
            published=day,
            published_from="metadata",
            source=source,
            url=f"https://{source.split()[0].casefold()}.example/{day}/{n}",
            language="en",
        )
        for n, (source, title, text) in enumerate(told)
    ]


def built(folder: Path, **changes: Any) -> Built:
    """Both days built, without inputs: from what the archive holds, as a morning does."""
    url = f"sqlite:///{folder / 'archive.sqlite'}"
    settings = SETTINGS.model_copy(update=changes)
    with Archive.open(url) as archive:
        for day, told in ((FIRST, _FIRST), (SECOND, _SECOND)):
            archive.save_articles(articles(told, day))
            pipeline.build(
                [], settings, out=folder / "out", formats=FORMATS, day=day, archive=archive, silent=(_SILENT,)
            )
    return Built(url, folder / "out" / SECOND.isoformat(), settings)


_SILENT = Skipped(input="Gulf Mail", reason="does not answer", remedy="try again later")
