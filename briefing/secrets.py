"""Where passwords come from: the environment, a file that only its owner can read, or a keyring. Never the configuration."""

import os
import stat
from pathlib import Path

from briefing.errors import SettingsError
from briefing.settings import MailSettings, SourceEntry


def password(of: SourceEntry | MailSettings) -> str | None:
    """The password of a source or a mail server; None where none is kept anywhere.

    It is the environment variable's, the file's (of mode 600), or what a keyring keeps for its user under
    "briefing:NAME" of a source, or under "briefing", where the `keyring` package is installed.

    Raises:
        SettingsError: if the file is missing, or others may read it.
    """
    if of.password_env and (found := os.environ.get(of.password_env)):
        return found
    if of.password_file:
        return _from_file(Path(of.password_file))
    services = (f"briefing:{of.name}", "briefing") if isinstance(of, SourceEntry) else ("briefing",)
    return next(filter(None, (_from_keyring(service, of.user) for service in services if of.user)), None)


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
