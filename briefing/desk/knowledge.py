"""Knowledge: what the desk decided on who is who, as `[[actor]]` tables of the configuration."""

import json
from collections.abc import Sequence
from datetime import date

from briefing.settings import ActorEntry


def tables(entries: Sequence[ActorEntry], known: Sequence[ActorEntry], day: date) -> str:
    """TOML to be put at the end of a configuration that has ``known``; "" where it has all of ``entries``."""
    new = [entry for entry in entries if entry not in known]
    return "".join(f"\n# Decided at the desk on {day}.\n[[actor]]\n{_keys(entry)}" for entry in new)


def _keys(entry: ActorEntry) -> str:
    standard = ActorEntry(name=entry.name)
    told = {
        name: value
        for name, value in entry.model_dump(mode="json").items()
        if name == "name" or value != standard.model_dump(mode="json")[name]
    }
    # A JSON string or list of strings is one of TOML, but for DEL, which none of these may hold.
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in told.items())
