"""``briefing correct``: what a released edition should not have printed."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from briefing import pipeline
from briefing.archive import Archive
from briefing.cli.heartbeat import state_folder
from briefing.cli.options import ArchiveUrl, BriefName, Config, EditionDay, kept_archive, of_brief, settings_from
from briefing.cli.output import NOTHING_USABLE, data, say
from briefing.cli.releasing import mail_secret, tell
from briefing.delivery import deliver, only_one
from briefing.errors import ArchiveError, SettingsError
from briefing.forms import dump
from briefing.model import Correction, Delivery, Edition
from briefing.rendering import CorrectionMail
from briefing.settings import Settings

#: Characters of each part.
LONGEST = 1000


def correct(
    printed: Annotated[str, typer.Option(help="The words as they were printed.")] = "",
    right: Annotated[str, typer.Option(help="What is right.")] = "",
    why: Annotated[str, typer.Option(help="How the fault came about, or how it was found.")] = "",
    by: Annotated[str, typer.Option(envvar="BRIEFING_EDITOR", help="Who corrects.")] = "",
    day: EditionDay = None,
    config: Config = None,
    brief: BriefName = None,
    archive: ArchiveUrl = None,
    send: Annotated[bool, typer.Option(help="Mail it to those who got the edition.")] = True,
    list_: Annotated[bool, typer.Option("--list", help="Print the corrections made so far instead.")] = False,
) -> None:
    """Correct what a released edition printed: it is mailed to those who got it, and stands in the next brief.

    The edition itself is never changed.

    Example: briefing correct --date 2019-01-30 --printed "at least 34" --right "at least 37" --why "misread" --by Ann
    """
    settings = of_brief(settings_from(config), brief)
    with kept_archive(archive, settings, write=not list_) as kept:
        if list_:
            for one in kept.desk.corrections(day.date() if day else None):
                data(f"{one.date}  “{one.printed}” → “{one.right}”  {one.why}  ({one.by})")
            return
        edition = pipeline.kept_edition(kept, day.date() if day else None)
        one = made(edition, printed=printed, right=right, why=why, by=by, at=datetime.now(UTC).replace(microsecond=0))
        kept.desk.correct(one)
        say(f"the edition of {edition.date} is corrected; the next brief says so", edition=str(edition.date))
        deliveries = mailed(kept, settings, edition, one) if send else []
    if any(delivery.state != "sent" for delivery in deliveries):
        raise typer.Exit(NOTHING_USABLE)


def made(edition: Edition, *, printed: str, right: str, why: str, by: str, at: datetime) -> Correction:
    """The correction, with the story that it belongs to.

    Raises:
        SettingsError: if a part is missing, too long, or was not printed.
        ArchiveError: if the edition is a draft, which can still be changed.
    """
    for name, value in (("printed", printed), ("right", right), ("why", why), ("by", by)):
        if not value.strip() or len(value) > LONGEST or not value.isprintable():
            raise SettingsError(f"--{name}", f"needs words in one line, {LONGEST} characters at most", "say it")
    if edition.review.state == "draft":
        raise ArchiveError(f"the edition of {edition.date}", "is a draft", "change it with 'briefing edit'")
    told = {story.id: story for section in edition.sections for story in section.stories}
    story = next((story for story in told.values() if printed in " ".join(_strings(dump(story)))), None)
    if story is None and not any(printed in text for text in _strings(dump(edition))):
        raise SettingsError("--printed", f"{printed!r} does not stand in that edition", "give it letter for letter")
    return Correction(
        date=edition.date,
        printed=printed,
        right=right,
        why=why,
        by=by,
        at=at,
        story=story.id if story else "",
        title=story.title if story else "",
    )


def _strings(plain: Any) -> Iterator[str]:
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict | list):
        for value in plain.values() if isinstance(plain, dict) else plain:
            yield from _strings(value)


def mailed(kept: Archive, settings: Settings, edition: Edition, one: Correction) -> Sequence[Delivery]:
    """The correction to everybody who got the edition, or may have got it; none twice."""
    got = [each.recipient for each in kept.ledger.deliveries(edition.date) if each.state in ("sent", "unknown")]
    if not got:
        say("nobody got that edition by mail", level="info")
        return []
    secret = mail_secret(settings, got)
    number = kept.desk.corrections(edition.date).index(one) + 1
    mail = CorrectionMail(one, edition, number, settings.mail)
    with only_one(state_folder() / "sending.lock"):
        ledger = kept.ledger.of_correction(number)
        ledger.clock = datetime.now(UTC)
        return tell(deliver(edition.date, mail, got, settings=settings.mail, password=secret, ledger=ledger))
