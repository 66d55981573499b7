"""Files: an edition's outputs put in place whole, and the manifest that binds them by their hashes."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from briefing.settings import EVENING

MANIFEST = "manifest.json"
DECISIONS = "edition.decisions.json"
SCHEMA = "briefing.manifest/1"
#: The end of the name of a file that is not yet in its place.
_ASIDE = ".aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What stands beside an edition.

    Attributes:
        date: of the edition.
        program: name and version of what made it.
        version: digest of the code, tables, model and settings that made it; "" where no archive kept it.
        edition: SHA-256 of the archived edition.
        files: name → SHA-256 of each file.
        rests_on: day → digest of the archive's editions that it rests on.
        drawn: digest of what drew the files: code, libraries, templates, settings.
    """

    date: str
    program: str
    version: str = ""
    edition: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    rests_on: Mapping[str, str] = field(default_factory=dict)
    drawn: str = ""

    def content(self) -> bytes:
        """The file's bytes."""
        made = {
            "schema": SCHEMA, "date": self.date, "program": self.program, "version": self.version,
            "edition": self.edition, "drawn": self.drawn, "files": dict(sorted(self.files.items())),
            "rests_on": [{"date": day, "sha256": digest} for day, digest in sorted(self.rests_on.items())],
        }  # fmt: skip
        return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()

    @classmethod
    def read(cls, path: Path) -> "Manifest | None":
        """The manifest at ``path``; None where there is none, or it is none."""
        try:
            found: dict[str, Any] = json.loads(path.read_bytes())
            if found["schema"] != SCHEMA:
                return None
            return cls(
                date=str(found["date"]), program=str(found["program"]), version=str(found["version"]),
                edition=str(found["edition"]), files={str(k): str(v) for k, v in found["files"].items()},
                rests_on={str(one["date"]): str(one["sha256"]) for one in found["rests_on"]},
                drawn=str(found.get("drawn", "")),
            )  # fmt: skip
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None


def folder_of(brief: str, day: date, out: Path) -> Path:
    """Where an edition is written: ``out/DAY``, or ``out/BRIEF/DAY``; that of an evening beside its morning's."""
    return out / brief.removesuffix(EVENING) / (day.isoformat() + ("-evening" if brief.endswith(EVENING) else ""))


def digest(content: bytes | Iterable[bytes]) -> str:
    """SHA-256 in hex digits; of pieces, as if they were one."""
    found = hashlib.sha256()
    for piece in (content,) if isinstance(content, bytes) else content:
        found.update(piece)
    return found.hexdigest()


def still_there(folder: Path, manifest: Manifest) -> dict[str, str]:
    """The files of ``manifest`` that stand in ``folder`` as they were written."""
    return {
        name: known
        for name, known in manifest.files.items()
        if Path(name).name == name and hash_of(folder / name) == known
    }


def hash_of(path: Path) -> str | None:
    """SHA-256 of the file at ``path``; None where there is none that can be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def put_in_place(made: Mapping[Path, bytes], *, mode: int = 0o644) -> None:
    """Write all that is ``made`` aside, then rename it.

    A reader sees a whole old file or a whole new one; where there is no room for all, every old one stays.
    """
    asides: dict[Path, Path] = {}
    for folder in {path.parent for path in made}:
        _sweep(folder)
    try:
        for path, content in made.items():
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=f".{os.getpid()}{_ASIDE}")
            asides[path] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            asides[path].chmod(mode)
        for path in made:
            asides[path].replace(path)
            del asides[path]
    finally:
        for aside in asides.values():
            aside.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Take away what runs that were killed have left aside; those that are under way keep theirs."""
    for aside in folder.glob(f".*{_ASIDE}"):
        number = aside.name.removesuffix(_ASIDE).rpartition(".")[2]
        if number.isascii() and number.isdecimal() and not _alive(int(number)):
            aside.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
