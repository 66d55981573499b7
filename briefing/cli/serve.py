"""``briefing serve``: the web view, on this machine, or for those who sign in."""

import getpass
import ipaddress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefing.archive import Archive
from briefing.cli.heartbeat import state_folder
from briefing.cli.options import ArchiveUrl, BriefName, Config, kept_archive, settings_from
from briefing.cli.output import say
from briefing.cli.releasing import release_edition
from briefing.drafts import Draft
from briefing.errors import ArchiveError, SettingsError
from briefing.settings import Settings
from briefing.web.users import Users

if TYPE_CHECKING:
    import uvicorn

#: Names of this machine that no other one can have.
LOOPBACK = ("127.0.0.1", "localhost", "::1")
#: Requests at once; more wait or are turned away, so that who opens thousands stops nobody's mail.
AT_ONCE = 100


def users() -> Users:
    """The users of this machine's web view."""
    return Users(state_folder() / "users.json")


def serve(
    config: Config = None,
    archive: ArchiveUrl = None,
    brief: BriefName = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8640,
    host: Annotated[
        str, typer.Option(help="The address to listen on; other than this machine's need users.")
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None,
        typer.Option(help="A host name that the server answers to; may be given again."),
    ] = None,
    proxy: Annotated[
        str,
        typer.Option(
            help="Addresses of proxies, with commas: X-Forwarded-For and X-Forwarded-Proto count from them alone."
        ),
    ] = "",
    out: Annotated[Path, typer.Option(help="Where editions are written.")] = Path("output"),
    by: Annotated[str, typer.Option(envvar="BRIEFING_EDITOR", help="Who decides, where nobody signs in.")] = "",
) -> None:
    """Editions, stories, actors, search and the desk in a browser.

    Of several briefs each has its editions, feeds and desk; with --brief, that one is alone.

    On this machine nobody signs in. With --host, or behind a proxy, only users of 'briefing desk adduser' come in.

    Examples:

        briefing serve --port 8640

        briefing serve --host 0.0.0.0 --name brief.example.org --proxy 10.0.0.2
    """
    settings = settings_from(config)
    settings = settings if brief is None else settings.of(brief)
    serve_here(settings, archive, port, host=host, names=name or (), proxy=proxy, out=out, by=by, config=config)


def serve_here(
    settings: Settings, archive: str | None, port: int, *, host: str = "127.0.0.1", page: str = "", **how: Any
) -> None:
    """Serve until somebody stops it; see `serve` for the arguments.

    Raises:
        SettingsError: if the port is taken; see `make_server`.
    """
    with _opened(archive, settings) as kept:
        server = make_server(kept, settings, port, host=host, warm=True, **how)
        try:
            socket = server.config.bind_socket()
        except SystemExit:  # uvicorn's way to say that it is taken
            raise SettingsError("--port", f"{port} is taken", "give another one, or 0 for a free one") from None
        with socket:
            shown = f"[{host}]" if ":" in host else host
            say(f"http://{shown}:{socket.getsockname()[1]}/{page} (stop with Ctrl-C)")
            server.run(sockets=[socket])


def _opened(url: str | None, settings: Settings) -> Archive:
    """The archive, for deciding; where it cannot be written to, for looking."""
    try:
        return kept_archive(url, settings, write=True)
    except ArchiveError:
        return kept_archive(url, settings)


def make_server(
    kept: Archive,
    settings: Settings,
    port: int,
    *,
    host: str = "127.0.0.1",
    names: Any = (),
    proxy: str = "",
    out: Path = Path("output"),
    by: str = "",
    config: Path | None = None,
    warm: bool = False,
) -> "uvicorn.Server":
    """The server, not yet running; see `serve` for the arguments, and `Options` for ``warm``.

    Raises:
        SettingsError: if the extra is not installed, nobody could come in, or ``proxy`` is no address.
    """
    try:
        import uvicorn

        from briefing.web.app import make_app
        from briefing.web.site import Options
    except ImportError as error:
        raise SettingsError("briefing serve", f"needs {error.name}", "pip install 'briefing[web]'") from error
    closed = host not in LOOPBACK or bool(proxy)
    if closed and not users().names():
        raise SettingsError("--host", "nobody could come in: there are no users", "briefing desk adduser NAME")
    for address in filter(None, proxy.split(",")):
        try:
            ipaddress.ip_network(address.strip())
        except ValueError as error:
            raise SettingsError("--proxy", f"{address!r} is no address", "give one such as 10.0.0.2") from error
    options = Options(
        hosts=frozenset(each.casefold() for each in (*LOOPBACK, *names, host)),
        users=users() if closed else None,
        editor=by or getpass.getuser(),
        out=out,
        clock=partial(datetime.now, UTC),
        release=lambda draft, who, of: _release(draft, who, of, kept.of(of.edition.brief), out, config),
        warm=warm,
    )
    return uvicorn.Server(
        uvicorn.Config(
            make_app(kept, [settings.of(name) for name in settings.briefs()], options), host=host, port=port, log_level="warning", access_log=False,
            server_header=False, proxy_headers=bool(proxy), forwarded_allow_ips=proxy or "",
            limit_concurrency=AT_ONCE, timeout_keep_alive=10, timeout_graceful_shutdown=3, lifespan="off",
            h11_max_incomplete_event_size=16_384, ws="none", http="h11",
        )
    )  # fmt: skip


def _release(draft: Draft, who: str, settings: Settings, kept: Archive, out: Path, config: Path | None) -> None:
    """Let a draft out from a page: what cannot be mailed is said there."""
    missed = [
        each.recipient
        for each in release_edition(draft, settings, kept, by=who, out=out, config=config)
        if each.state != "sent"
    ]
    if missed:
        words = "is released, and was not delivered to " + ", ".join(missed)
        raise ArchiveError(f"the edition of {draft.day}", words, "briefing send")
