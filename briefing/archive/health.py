"""What is known of each source: validators for the next request, and when it last gave something."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Engine, select

from briefing.archive import schema
from briefing.archive.connection import writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a source has been doing.

    Attributes:
        last_ok: when it last answered, ISO 8601; "" for never.
        last_new: when it last gave a new article.
        failures: runs in a row that failed.
        reason: why the last one failed; "".
    """

    name: str
    last_ok: str = ""
    last_new: str = ""
    failures: int = 0
    reason: str = ""


class SourceBook:
    """Sources by name: their health, and what makes the next request cheap."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def validators(self) -> dict[str, dict[str, Any]]:
        """All validators, by their key, as `record` was given them."""
        found: dict[str, dict[str, Any]] = {}
        for form in self._forms().values():
            found |= form.get("validators", {})
        return found

    def health(self) -> list[Health]:
        """Each source that was ever fetched, by name."""
        return [Health(**form["health"]) for _, form in sorted(self._forms().items())]

    def record(
        self,
        name: str,
        *,
        at: str,
        new: int,
        reason: str,
        validators: Mapping[str, Mapping[str, Any]],
        keep: Iterable[str] = (),
    ) -> None:
        """Keep what a run found of the source ``name``.

        Args:
            name: as configured.
            at: the moment of the run, ISO 8601.
            new: articles that were new.
            reason: why it failed; "" where it did not.
            validators: of this run, by key; earlier ones of other keys stay.
            keep: keys of earlier validators worth keeping; all where empty.
        """
        with writing(self._engine) as connection:
            table = schema.sources
            row = connection.execute(select(table.c.form).where(table.c.name == name)).scalar_one_or_none()
            before: dict[str, Any] = json.loads(row) if row else {}
            was = Health(**before["health"]) if before else Health(name=name)
            now = Health(
                name=name,
                last_ok=was.last_ok if reason else at,
                last_new=at if new else was.last_new,
                failures=was.failures + 1 if reason else 0,
                reason=reason,
            )
            wanted = set(keep)
            old = {k: v for k, v in before.get("validators", {}).items() if not wanted or k in wanted}
            form = json.dumps(
                {"health": asdict(now), "validators": {**old, **{k: dict(v) for k, v in validators.items()}}}
            )
            if row is None:
                connection.execute(table.insert().values(name=name, form=form))
            else:
                connection.execute(table.update().where(table.c.name == name).values(form=form))

    def _forms(self) -> dict[str, dict[str, Any]]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(schema.sources.c.name, schema.sources.c.form))
            return {name: json.loads(form) for name, form in rows}
