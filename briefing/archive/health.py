"""What is known of each source: validators for the next request, and when it last gave something."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from sqlalchemy import Engine, select

from briefing.addresses import sealed
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


Thing = TypeVar("Thing")


class SourceBook:
    """Sources by name: their health, and what makes the next request cheap."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def validators(self) -> dict[str, dict[str, Any]]:
        """All validators, by their key, sealed; see `Remembered`."""
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
            before = _form(row) if row else {}
            was = Health(**before["health"]) if before else Health(name=name)
            now = Health(
                name=name,
                last_ok=was.last_ok if reason else at,
                last_new=at if new else was.last_new,
                failures=was.failures + 1 if reason else 0,
                reason=reason,
            )
            wanted = {sealed(key) for key in keep}
            old = _sealed(before.get("validators", {}))
            kept = {key: found for key, found in old.items() if not wanted or key in wanted}
            form = json.dumps({"health": asdict(now), "validators": {**kept, **_sealed(validators)}})
            if row is None:
                connection.execute(table.insert().values(name=name, form=form))
            else:
                connection.execute(table.update().where(table.c.name == name).values(form=form))

    def _forms(self) -> dict[str, dict[str, Any]]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(schema.sources.c.name, schema.sources.c.form))
            return {name: found for name, form in rows if (found := _form(form))}


class Remembered(Mapping[str, Thing]):
    """What `SourceBook` keeps, found by the very address, which it does not keep where that holds a secret."""

    def __init__(self, found: Mapping[str, Thing]) -> None:
        self._found = found

    def __getitem__(self, key: str) -> Thing:
        return self._found[sealed(key)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _sealed(validators: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        sealed(key): {name: sealed(value) if name == "key" else value for name, value in found.items()}
        for key, found in validators.items()
    }


def _form(row: str) -> dict[str, Any]:
    """What a row holds; a damaged one is a source of which nothing is known."""
    try:
        found = json.loads(row)
        Health(**found["health"])
    except (ValueError, KeyError, TypeError):
        return {}
    return found if isinstance(found.get("validators", {}), dict) else {}
