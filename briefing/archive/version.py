"""How a new archive is made, and which one is refused: one of another version, and what is none."""

from sqlalchemy import Connection, Engine, inspect, select

from briefing.archive import index, schema
from briefing.archive.connection import writing
from briefing.errors import ArchiveError

#: Of the tables in `schema`. No program was released with an earlier one.
VERSION = 5


def ensure(engine: Engine, subject: str, *, create: bool) -> None:
    """See to it that there is an archive; takes a lock only to ``create`` one.

    Raises:
        ArchiveError: if there is none, or it is none, or a newer version of the program made it.
    """
    with engine.connect() as connection:
        if _is_there(connection, subject):
            return
    if not create:
        raise ArchiveError(subject, "there is no archive yet", "'briefing fetch' or 'briefing build' makes one")
    with writing(engine) as connection:
        if not _is_there(connection, subject):  # somebody else may have made it meanwhile
            schema.metadata.create_all(connection)
            index.create(connection)
            connection.execute(schema.meta.insert().values(key="version", value=str(VERSION)))


def _is_there(connection: Connection, subject: str) -> bool:
    if not inspect(connection).has_table("meta"):
        return False
    columns = {column["name"] for column in inspect(connection).get_columns("meta")}
    query = select(schema.meta.c.value).where(schema.meta.c.key == "version")
    found = connection.execute(query).scalar_one_or_none() if columns >= {"key", "value"} else None
    if not found or not found.isdecimal():
        raise ArchiveError(subject, "this database is no archive of Briefing", "name another")
    if int(found) > VERSION:
        raise ArchiveError(subject, f"its version {found} is newer than this program's {VERSION}", "update Briefing")
    if int(found) < VERSION:
        raise ArchiveError(subject, f"its version {found} is older than the first release's", "begin a new one")
    return True
