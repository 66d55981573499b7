"""Making: what an edition was made from and by, so that `proving` can make it again."""

import dataclasses
import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from briefing.choosing import Choice
from briefing.errors import ArchiveError
from briefing.files import Manifest, digest
from briefing.fingerprint import fingerprint
from briefing.forms import pieces
from briefing.model import Correction, Decisions, Edition, Making, Skipped
from briefing.reading import reader
from briefing.rendering import looks
from briefing.settings import Settings

if TYPE_CHECKING:
    from briefing.archive import Archive

#: What turns readings into an edition, beside what the readings depend on themselves.
ROOMS = ("grouping", "edition", "intake.py", "desk/deciding.py", "composing.py", "pipeline.py")
LIBRARIES = ("babel", "numpy")
#: What draws one.
DRAWN = ("rendering", "forms", "lexicon", "model", "settings", "data", "data/labels")
DRAWING = ("babel", "fonttools", "icalendar", "jinja2", "python-docx", "pydyf", "weasyprint")

#: Tables and keys of the configuration that no edition depends on, or that nobody else should read.
_APART = ("fetch", "archive", "mail", "schedule", "engine", "brief")
_PRIVATE = ("location", "user", "password_env", "password_file", "ca_file", "folder")


def made_from(
    chosen: Choice,
    settings: Settings,
    inputs: int,
    left_out: Sequence[Skipped],
    archive: "Archive",
) -> Making:
    """What an edition is made from, for `proving`."""
    articles = {article.id: article for article in chosen.articles}
    quoted = tuple(sorted((id_, article.sha256) for id_, article in articles.items()))
    kept = {article.id: article == articles[article.id] for article in archive.articles_called(quoted)}
    return Making(
        version=making_version(settings),
        articles=quoted,
        otherwise=tuple(
            dataclasses.replace(article, text="") for id_, article in sorted(articles.items()) if not kept.get(id_)
        ),
        inputs=inputs,
        left_out=tuple(left_out),
        settings=told_of(settings),
        rests_on=archive.makings.rests_on(chosen.day),
    )


def told_of(settings: Settings) -> str:
    """What of ``settings`` an edition depends on, without addresses, accounts and secrets."""
    content = settings.model_dump(mode="json", exclude_none=True)
    content = {table: keys for table, keys in content.items() if table not in _APART}
    content["source"] = [
        {key: "apart" if key in _PRIVATE else value for key, value in entry.items()} for entry in content["source"]
    ]
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def making_version(settings: Settings) -> str:
    """Digest of all that reads, groups and composes under ``settings``."""
    read = reader.reader_for(settings.reading, settings.actor).version
    return f"{read}-{fingerprint(ROOMS, LIBRARIES)}"


def desk_of(archive: "Archive", day: date) -> tuple[Decisions | None, list[Correction]]:
    """What the desk decided on the edition of ``day``, and the corrections that it prints.

    Raises:
        ArchiveError: if it is released: then it is never changed.
    """
    decided = archive.desk.decisions(day)
    if decided and decided.released:
        at = f"{decided.released.at:%Y-%m-%d %H:%M}"
        raise ArchiveError(f"the edition of {day}", f"was released at {at}", "'briefing correct' corrects it")
    return decided, archive.desk.to_print(day)


def manifest_of(edition: Edition, making: Making | None) -> Manifest:
    """What a manifest says of ``edition`` itself; its files come beside."""
    return Manifest(
        date=edition.date.isoformat(),
        program=edition.generated_by,
        version=making.version if making else "",
        edition=digest(piece.encode("utf-8", "surrogatepass") for piece in pieces(edition)),
        rests_on={on.isoformat(): kept for on, kept in making.rests_on.items()} if making else {},
    )


def drawn_by(settings: Settings) -> str:
    """Digest of all that draws an edition under ``settings``."""
    told = f"{settings.edition.model_dump_json()} {settings.mail.model_dump_json()}"
    return digest(f"{fingerprint(DRAWN, DRAWING)} {looks(settings.edition.own_templates)} {told}".encode())
