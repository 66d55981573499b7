"""briefing.toml → frozen slices, one per room."""

from briefing.settings.loading import load_settings, parse_settings
from briefing.settings.slices import (
    LANGUAGES,
    SUMMARISERS,
    ActorEntry,
    ArchiveSettings,
    DeskRule,
    DeskSettings,
    EditionSettings,
    EngineSettings,
    FetchSettings,
    MailSettings,
    ReadingSettings,
    ScheduleSettings,
    Settings,
    SourceEntry,
    WatchSettings,
)

__all__ = [
    "LANGUAGES",
    "SUMMARISERS",
    "ActorEntry",
    "ArchiveSettings",
    "DeskRule",
    "DeskSettings",
    "EditionSettings",
    "EngineSettings",
    "FetchSettings",
    "MailSettings",
    "ReadingSettings",
    "ScheduleSettings",
    "Settings",
    "SourceEntry",
    "WatchSettings",
    "load_settings",
    "parse_settings",
]
