"""``briefing desk``: those who review the brief."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from briefing.cli.heartbeat import state_folder
from briefing.cli.output import NOTHING_USABLE, data, say
from briefing.errors import SettingsError
from briefing.web.users import Users

app = typer.Typer(help="The desk: who reviews, and what is learnt from it.", no_args_is_help=True)


def users() -> Users:
    """The users of this machine's web view."""
    return Users(state_folder() / "users.json")


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


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise SettingsError("the password", "is missing", "pipe it in, or type it at a terminal")
    return line
