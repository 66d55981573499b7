"""Where passwords come from: the environment, a file that only its owner can read, or a keyring. Never the configuration."""

import os
import stat
from pathlib import Path

from briefing.errors import SettingsError
from briefing.settings import SourceEntry


def password(*, env: str, file: str = "", service: str = "", user: str = "") -> str | None:
    """The password; None where none is kept anywhere.

    Args:
        env: name of the environment variable, looked at first.
        file: path of a file with mode 600.
        service: name under which a keyring keeps it, where the `keyring` package is installed.
        user: the keyring's user.

    Raises:
        SettingsError: if the file is missing, or others may read it.
    """
    if env and (found := os.environ.get(env)):
        return found
    if file:
        return _from_file(Path(file))
    return _from_keyring(service, user) if service and user else None


def source_password(entry: SourceEntry) -> str | None:
    """The password of a source; a keyring keeps it under "briefing:NAME" of the source, or under "briefing".

    Raises:
        SettingsError: see `password`.
    """
    where = {"env": entry.password_env, "file": entry.password_file, "user": entry.user}
    return password(**where, service=f"briefing:{entry.name}") or password(**where, service="briefing")


def _from_file(path: Path) -> str:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            raise SettingsError(str(path), f"others may read it (mode {mode:03o})", f"chmod 600 {path}")
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except OSError as error:
        raise SettingsError(str(path), error.strerror or "cannot be read", "write the password into it") from error


def _from_keyring(service: str, user: str) -> str | None:
    try:
        import keyring
    except ImportError:
        return None
    try:
        found: str | None = keyring.get_password(service, user)
    except keyring.errors.KeyringError:
        return None  # the package without a keyring behind it, or a locked one
    return found
