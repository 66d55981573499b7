"""The whole of briefing.toml."""

import difflib
from typing import Self

from pydantic import model_validator

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
