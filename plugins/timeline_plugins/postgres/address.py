"""Where a log in PostgreSQL is: a URL of libpq, to which the name of the log's schema is added."""

from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import psycopg
from attrs import field, frozen
from psycopg.conninfo import conninfo_to_dict

from timeline_engine.log import LogError, without_password

SCHEMA = "timeline"
"""The schema of a log whose URL names none."""

_LONGEST = 63 - len("_writer")  # bytes of a name in PostgreSQL, of which the roles have the longest


@frozen
class Address:
    """A database and a schema in it. ``conninfo`` may have a password in it; ``shown`` has none."""

    conninfo: str = field(repr=False)
    schema: str
    shown: str

    @classmethod
    def of(cls, url: str) -> "Address":
        """Read a URL. Raises LogError, which does not say what was in it."""
        try:
            parts = urlsplit(url)
            asked = parse_qsl(parts.query, keep_blank_values=True)
        except ValueError:
            raise _unreadable() from None
        schemas = [value for name, value in asked if name == "schema"] or [SCHEMA]
        rest = urlencode([pair for pair in asked if pair[0] != "schema"], quote_via=quote)
        conninfo = urlunsplit(parts._replace(query=rest, scheme="postgresql"))
        if not conninfo.startswith("postgresql://"):  # what has no host is written without the slashes
            conninfo = conninfo.replace("postgresql:", "postgresql://", 1)
        try:
            conninfo_to_dict(conninfo)
        except psycopg.Error:
            raise _unreadable() from None
        return cls(conninfo, _checked(schemas), without_password(url))


def _checked(schemas: list[str]) -> str:
    name = schemas[0]
    fits = name.isprintable() and 0 < len(name.encode(errors="replace")) <= _LONGEST
    if len(schemas) > 1 or not fits or "$" in name:  # with which the bodies of functions begin and end
        raise LogError(f"the schema must be one name of at most {_LONGEST} bytes, without $: write ?schema=name")
    if name.startswith("pg_"):
        raise LogError(f"the schema {name!r} cannot be: names with pg_ are PostgreSQL's own; write ?schema=name")
    return name


def _unreadable() -> LogError:
    return LogError(
        "the URL of the log cannot be read: write postgresql://user@host:5432/database?schema=name, with %40 for an @ "
        "in a name; a password is better kept in ~/.pgpass or $PGPASSWORD"
    )
