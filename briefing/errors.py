"""What can go wrong, and what to do about it.

The tree::

    BriefingError(subject, reason, remedy)
     ├── SettingsError     the configuration or the command line   exit 2
     ├── InputError        one input cannot be used                becomes a Skipped, the run goes on
     ├── SourceError       a configured source cannot be reached   becomes a Skipped, the run goes on
     ├── NothingUsable     no input could be used at all           exit 1
     ├── ModelError        a model file is missing or damaged      a notice; the rule-based reader serves
     ├── ArchiveError      the archive cannot be opened or written exit 1
     ├── RenderingError    a template or a document engine failed  exit 1
     └── DeliveryError     an edition could not be handed over     exit 1
"""

from typing import Self


class BriefingError(Exception):
    """A fault that a user can understand and mend.

    Args:
        subject: what it happened to: a file, a key, an address.
        reason: what is wrong with it, as a clause without a full stop.
        remedy: what to do about it; empty where nothing can be done.
    """

    def __init__(self, subject: str, reason: str, remedy: str = "") -> None:
        self.subject = subject
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{subject}: {reason}" + (f" ({remedy})" if remedy else ""))

    def __reduce__(self) -> tuple[type[Self], tuple[str, str, str]]:
        """So that it can travel from one process to another."""
        return type(self), (self.subject, self.reason, self.remedy)


class SettingsError(BriefingError):
    """The configuration or the command line is wrong."""


class InputError(BriefingError):
    """One input cannot be used; the run goes on without it."""


class SourceError(BriefingError):
    """A configured source cannot be reached or read; the others go on."""


class NothingUsable(BriefingError):
    """Not one input could be used."""


class ModelError(BriefingError):
    """A model file is missing or damaged."""


class ArchiveError(BriefingError):
    """The archive cannot be opened, read or written."""


class RenderingError(BriefingError):
    """A template or a document engine failed."""


class DeliveryError(BriefingError):
    """An edition could not be handed over."""
