"""The whole of briefing.toml, and from the file to it: all faults are reported together, each with the nearest known key."""

import difflib
import tomllib
from pathlib import Path
from typing import Any, Self, get_args

from pydantic import BaseModel, ValidationError, model_validator

from briefing.errors import SettingsError
from briefing.settings.briefs import BriefEntry
from briefing.settings.common import Slice, WatchSettings
from briefing.settings.slices import (
    ActorEntry,
    ArchiveSettings,
    DeskSettings,
    EditionSettings,
    EngineSettings,
    FetchSettings,
    MailSettings,
    ReadingSettings,
    ScheduleSettings,
    SourceEntry,
)


class Settings(Slice):
    """The whole of briefing.toml."""

    edition: EditionSettings = EditionSettings()
    reading: ReadingSettings = ReadingSettings()
    source: tuple[SourceEntry, ...] = ()
    fetch: FetchSettings = FetchSettings()
    watch: WatchSettings = WatchSettings()
    desk: DeskSettings = DeskSettings()
    actor: tuple[ActorEntry, ...] = ()
    archive: ArchiveSettings = ArchiveSettings()
    mail: MailSettings = MailSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    engine: EngineSettings = EngineSettings()
    brief: tuple[BriefEntry, ...] = ()

    def briefs(self) -> tuple[str, ...]:
        """The names of all editions that are made, in the order of the file; "" of a plain configuration."""
        return tuple(name for entry in self.brief for name in entry.editions) or ("",)

    def of(self, name: str) -> Self:
        """The settings of the brief called ``name``, as if there were no other.

        Raises:
            SettingsError: if there is none.
        """
        entry = next((entry for entry in self.brief if name in entry.editions), None)
        if entry is None and (name or self.brief):
            near = difflib.get_close_matches(name, self.briefs(), n=1, cutoff=0.5)
            known = ", ".join(repr(each) for each in self.briefs())
            remedy = f"did you mean {near[0]!r}?" if near else f"there are {known}" if self.brief else "none has a name"
            raise SettingsError(f"brief {name!r}", "there is no such [[brief]]", remedy)
        if entry is None:
            return self
        changed: dict[str, object] = {"brief": (), "watch": entry.watch or self.watch}
        for table, values in entry.over(name).items():
            told = {key: value for key, value in values.items() if value is not None}
            changed[table] = getattr(self, table).model_copy(update=told)
        return self.model_copy(update=changed)

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        for what, entries in (("sources", self.source), ("briefs", self.brief)):
            names = [entry.name.casefold() for entry in entries]
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"two {what} are called {twice[0]!r}")
        return self


def load_settings(path: Path | None) -> Settings:
    """Read and check ``path``; without one, the defaults.

    Raises:
        SettingsError: naming the file and every fault in it, with the nearest known key for an unknown one.
    """
    if path is None:
        return Settings()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(str(path), "no such file", "write one with 'briefing init'") from None
    except OSError as error:
        raise SettingsError(str(path), f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(str(path), f"is not UTF-8, from byte {error.start} on", "save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(str(path), str(error)) from error
    except RecursionError:
        raise SettingsError(str(path), "lists or tables nested too deeply") from None
    return parse_settings(content, str(path))


def parse_settings(content: dict[str, Any], subject: str = "settings") -> Settings:
    """Check ``content``, the parsed TOML; see `load_settings`."""
    try:
        return Settings.model_validate(content)
    except ValidationError as error:
        faults = [_fault(dict(entry)) for entry in error.errors()]
        raise SettingsError(subject, "; ".join(faults)) from error


#: What pydantic says in the words of Python → in the words of the file.
_WORDS = {
    "missing": "is missing",
    "tuple_type": "must be a list",
    "model_type": "must be a table of its own",
    "string_type": "must be text in quotes",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "too_short": "must not be empty",
    "string_too_short": "must not be empty",
}


def _fault(entry: dict[str, Any]) -> str:
    path = entry["loc"]
    where = ".".join(str(part) for part in path)
    if len(path) > 1 and path[0] in ("source", "actor", "brief") and isinstance(path[1], int):
        where = f"{path[0]} {path[1] + 1}" + "".join(f".{part}" for part in path[2:])
    if path and path[0] in ("source", "actor", "brief") and entry["type"] in ("tuple_type", "model_type"):
        return f"{where}: must be tables headed [[{path[0]}]]"
    if entry["type"] != "extra_forbidden":
        words = _WORDS.get(entry["type"], entry["msg"].removeprefix("Value error, ").removeprefix("Input "))
        if entry["type"] == "string_pattern_mismatch" and path[-1] in ("at", "evening"):
            words = "must be a time such as 06:00"
        if entry["type"] == "string_pattern_mismatch" and path[-1] == "release":
            words = 'must be "automatic", "reviewed" or "reviewed, else at 06:30 automatic"'
        if entry["type"] == "string_pattern_mismatch" and path[0] == "fetch":
            words = "must be plain letters, 200 at most"
        return f"{where}: {words}" if where else words
    known = _keys(path[:-1])
    near = difflib.get_close_matches(str(path[-1]), known, n=1, cutoff=0.5)
    return f"{where}: unknown key; " + (f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}")


def _keys(path: tuple[str | int, ...]) -> list[str]:
    """The known keys of the table at ``path``."""
    table: type[BaseModel] = Settings
    for key in path:
        field = table.model_fields.get(str(key))
        if field is not None:
            inner = [field.annotation, *get_args(field.annotation)]
            table = next((each for each in inner if isinstance(each, type) and issubclass(each, BaseModel)), table)
    return list(table.model_fields)
