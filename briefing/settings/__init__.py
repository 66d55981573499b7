"""briefing.toml → frozen slices, one per room."""

from briefing.settings.briefs import EVENING
from briefing.settings.common import OwnSection, WatchSettings, mailbox, quoted, table
from briefing.settings.slices import (
    LANGUAGES,
    SUMMARISERS,
    ActorEntry,
    DeskSettings,
    EditionSettings,
    EngineSettings,
    FetchSettings,
    MailSettings,
    Profile,
    ReadingSettings,
    ScheduleSettings,
    SourceEntry,
)
from briefing.settings.whole import Settings, load_settings, parse_settings

__all__ = [
    "EVENING", "LANGUAGES", "SUMMARISERS", "ActorEntry", "DeskSettings", "EditionSettings", "EngineSettings",
    "FetchSettings", "MailSettings", "OwnSection", "Profile", "ReadingSettings", "ScheduleSettings", "Settings",
    "SourceEntry", "WatchSettings", "load_settings", "mailbox", "parse_settings", "quoted", "table",
]  # fmt: skip
