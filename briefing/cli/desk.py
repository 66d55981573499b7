"""``briefing desk``: the review in a browser, those who may come in, and what is learnt from what they decide."""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from briefing import desk, drafts
from briefing.archive import Archive
from briefing.cli.options import ArchiveUrl, BriefName, Config, changed, kept_archive, of_brief, settings_from
from briefing.cli.output import NOTHING_USABLE, data, say
from briefing.cli.serve import serve_here, users
from briefing.composing import composed
from briefing.errors import SettingsError
from briefing.model import About, Edition
from briefing.settings import Profile

app = typer.Typer(help="The desk: who reviews, and what is learnt from it.")


@app.callback(invoke_without_command=True)
def review(
    context: typer.Context,
    config: Config = None,
    archive: ArchiveUrl = None,
    brief: BriefName = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8640,
    out: Annotated[Path, typer.Option(help="Where editions are written.")] = Path("output"),
    by: Annotated[str, typer.Option(envvar="BRIEFING_EDITOR", help="Who decides; else who is logged in.")] = "",
) -> None:
    """Review and release the latest draft in a browser, on this machine; or one of the commands below.

    Examples:

        briefing desk --by Ann

        briefing desk report --days 30
    """
    if context.invoked_subcommand is None:
        settings = settings_from(config)
        one = len(settings.briefs()) == 1 or brief is not None
        shown = of_brief(settings, brief) if one else settings
        serve_here(shown, archive, port, out=out, by=by, config=config, page="desk" if one else "")


@app.command()
def adduser(
    name: Annotated[str, typer.Argument(help="Letters, digits and .-_@; one that is there gets another password.")],
) -> None:
    """Let somebody into the web view; the password is asked for, or read from standard input.

    Example: briefing desk adduser ann
    """
    new = users().put(name, _password())
    say(f"{name} may come in" if new else f"{name} has another password", user=name, new=new)


@app.command("removeuser")
def remove_user(name: Annotated[str, typer.Argument(help="As 'briefing desk users' prints it.")]) -> None:
    """Let somebody in no more; sessions end at once.

    Example: briefing desk removeuser ann
    """
    if not users().remove(name):
        say(f"{name}: no user is called that", level="error")
        raise typer.Exit(NOTHING_USABLE)
    say(f"{name} may come in no more", user=name)


@app.command("users")
def list_users() -> None:
    """Who may come in.

    Example: briefing desk users
    """
    for name in users().names():
        data(name)


@app.command()
def report(
    config: Config = None,
    brief: BriefName = None,
    archive: ArchiveUrl = None,
    days: Annotated[int, typer.Option(min=1, max=3650, help="Editions of so many days.")] = 90,
) -> None:
    """What editors drop and change most, by outlet, topic and rule; and the settings that would have done it.

    Example: briefing desk report --days 30
    """
    settings = of_brief(settings_from(config), brief)
    with kept_archive(archive, settings) as kept:
        editions = [day for day, _ in kept.editions()]
        since = editions[0] - timedelta(days=days - 1) if editions else date.min
        reviewed = kept.desk.everything(since)
        told = [about for each in reviewed for about in _printed(kept, each.date)]
    found = desk.report(reviewed, told, settings.desk.floor)
    noun = "edition" if found.editions == 1 else "editions"
    data(f"{found.editions} {noun} with decisions: " + ", ".join(f"{kind} {n}" for kind, n in found.kinds))
    if found.rows:
        data(f"{'by':<8}{'name':<24}{'shown':>7}{'dropped':>9}{'pinned':>8}{'changed':>9}")
    for row in found.rows:
        data(f"{row.by:<8}{row.name[:23]:<24}{row.shown:>7}{row.dropped:>9}{row.pinned:>8}{row.changed:>9}")
    for offer in found.offers:
        data(f"{offer.setting}  would have spared {offer.did} decisions, and moved {offer.spoilt} that were left")


@app.command("try")
def try_settings(
    config: Config = None,
    brief: BriefName = None,
    archive: ArchiveUrl = None,
    days: Annotated[int, typer.Option(min=1, max=366, help="The latest so many editions.")] = 7,
    profile: Annotated[Profile | None, typer.Option(help="A profile in place of the configured one.")] = None,
) -> None:
    """What the desk's configured settings would have changed on page one of the latest editions; nothing is written.

    Example: briefing desk try --profile newsroom
    """
    settings = of_brief(settings_from(config), brief)
    if profile:
        settings = changed(settings, desk={"profile": profile})
    with kept_archive(archive, settings) as kept:
        for day, _ in kept.editions()[:days]:
            making = kept.makings.making(day)
            if making is None:
                data(f"{day}: the archive does not hold what it was made from")
                continue
            then = drafts.then(making, settings)
            readings = drafts.readings_of(kept, making, then, known=True)
            before, after = (
                composed(
                    readings, using, day=day, inputs=making.inputs, left_out=making.left_out, archive=kept,
                    decided=making.decisions, corrections=making.corrections,
                )[0]
                for using in (then, then.model_copy(update={"desk": settings.desk}))
            )  # fmt: skip
            lines = list(moved(before, after))
            data(f"{day}: " + (f"{len(lines)} stand elsewhere on page one" if lines else "page one as it was"))
            for line in lines:
                data(line)


def _printed(kept: Archive, day: date) -> list[About]:
    """What the edition of ``day`` prints."""
    edition = kept.edition(day)
    if edition is None:
        return []
    return [desk.about(story, edition) for story in kept.stories(day)]


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise SettingsError("the password", "is missing", "pipe it in, or type it at a terminal")
    return line


def moved(before: Edition, after: Edition) -> Iterator[str]:
    """What stands elsewhere on page one in ``after``, in the order of its numbers; then what left it.

    A line each: "+ 3  Headline (was: below the floor)", "2 → 4  Headline", "- 5  Headline (now: page one is full)".
    """
    was, now = ({item.story: n for n, item in enumerate(each.front.items, 1)} for each in (before, after))
    passed, passing = ({one.story: one.reason for one in each.front.passed_over} for each in (before, after))
    for item in after.front.items:
        at, then = now[item.story], was.get(item.story)
        if then is None:
            why = passed.get(item.story)
            yield f"  + {at}      {item.title}" + (f" (was: {why})" if why else "")
        elif at != then:
            yield f"  {then} → {at}    {item.title}"
    for item in before.front.items:
        if item.story not in now:
            yield f"  - {was[item.story]}      {item.title} (now: {passing.get(item.story, 'in another list')})"
