"""A private PostgreSQL for the tests: made in a temporary folder from Debian's package, gone with it."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote


def programs() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``, of the newest server that is installed."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4].split(".")[0])
    )
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def obstacle() -> str:
    """Why no server can be started here; "" if one can."""
    if programs() is None:
        return "no PostgreSQL server is installed (Debian: postgresql)"
    if os.getuid() == 0:
        try:
            pwd.getpwnam("postgres")
        except KeyError:
            return "PostgreSQL does not run as root, and there is no user 'postgres'"
    return ""


@contextmanager
def server() -> Iterator[str]:
    """A running server, reached by a socket only; yields the URL of its first database, without its name."""
    bin_ = programs()
    assert bin_ is not None
    folder = Path(tempfile.mkdtemp(prefix="briefing-pg-"))  # short: a socket's path has about 100 bytes
    account = pwd.getpwnam("postgres") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    try:
        os.chown(folder, account.pw_uid, account.pw_gid)
        _run(account, bin_ / "initdb", "-D", folder / "data", "-U", "briefing", "-A", "trust", "-E", "UTF8",
             "--no-sync", "--locale", "C")  # fmt: skip
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c max_connections=40"
        control = (bin_ / "pg_ctl", "-D", folder / "data", "-l", folder / "log")
        _run(account, *control, "-o", options, "-w", "start")
        try:
            yield f"postgresql://briefing@/{{name}}?host={quote(str(folder), safe='')}"
        finally:
            _run(account, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(account: pwd.struct_passwd, *command: object) -> None:
    """Run ``command`` as ``account``, with a plain environment: a user's own settings of the server do not count."""
    as_other = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if os.getuid() == 0 else {}
    subprocess.run(
        [str(part) for part in command],
        check=True,
        cwd="/",
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **as_other,  # type: ignore[call-overload]
    )
