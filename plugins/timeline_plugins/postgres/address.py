"""Where a log in PostgreSQL is: a URL of libpq, to which the name of the log's schema is added."""

import re
from urllib.parse import unquote

import psycopg
from attrs import field, frozen
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import Conninfo

from timeline_engine.errors import did_you_mean
from timeline_engine.log import LogError, without_password

SCHEMA = "timeline"
"""The schema of a log whose URL names none."""

_SECRETS = ("password", "secret", "key")
_LONGEST = 63 - len("_writer")  # bytes of a name in PostgreSQL, of which the roles have the longest

# libpq ends the user's part at the first @ or /, so what is not written with % would be taken for a host, a port or a
# database, and be told as such. A port is digits; several hosts have commas between them.
_HOST = r"(?:\[[^\]@/?#]*\]|[^\[\]:,@/?#]*)(?::[0-9]*)?"
_URL = re.compile(rf"[A-Za-z]+://((?:[^@/?#]*@)?{_HOST}(?:,{_HOST})*(?:/[^?#@]*)?)(?:\?([^#@]*))?")


@frozen
class Address:
    """A database and a schema in it. ``conninfo`` may have a password in it; ``shown`` has none."""

    conninfo: str = field(repr=False)
    schema: str
    shown: str

    @classmethod
    def of(cls, url: str) -> "Address":
        """Read a URL. Raises LogError, which does not say what stands in it where a password may stand."""
        if url.count("@") > 1:
            raise _unreadable("has more than one @")
        found = _URL.fullmatch(url)
        if found is None or any(character.isspace() or not character.isprintable() for character in url):
            raise _unreadable("cannot be read")
        pairs = [pair.partition("=") for pair in (found[2] or "").split("&") if pair]
        _check_known(pairs)
        rest = "&".join("".join(pair) for pair in pairs if pair[0] != "schema")
        conninfo = f"postgresql://{found[1]}?{rest}"
        try:
            conninfo_to_dict(conninfo)
        except psycopg.Error:
            raise _unreadable("cannot be read") from None
        schemas = [unquote(value) for name, _, value in pairs if name == "schema"]
        return cls(conninfo, _checked(schemas or [SCHEMA]), without_password(url))


def _check_known(pairs: list[tuple[str, str, str]]) -> None:
    """Refuse a parameter that there is not, by its name: unless that may be what follows an & in a password."""
    known = {option.keyword.decode() for option in Conninfo.get_defaults()} | {"schema", "ssl"}
    for index, (name, equals, _) in enumerate(pairs):
        if name in known and equals:
            continue
        if not equals or any(before.endswith(_SECRETS) for before, _, _ in pairs[:index]):
            raise _unreadable("has a parameter without a value, or with an & in it")
        raise LogError(
            f"the URL of the log has a parameter {name!r}, which is neither schema nor one of PostgreSQL's client"
            f"{did_you_mean(name, sorted(known))}"
        )


def _checked(schemas: list[str]) -> str:
    name = schemas[0]
    fits = name.isprintable() and 0 < len(name.encode(errors="replace")) <= _LONGEST
    if len(schemas) > 1 or not fits or "$" in name:  # with which the bodies of functions begin and end
        raise LogError(f"the schema must be one name of at most {_LONGEST} bytes, without $: write ?schema=name")
    if name.startswith("pg_"):
        raise LogError(f"the schema {name!r} cannot be: names with pg_ are PostgreSQL's own; write ?schema=name")
    return name


def _unreadable(what: str) -> LogError:
    return LogError(
        f"the URL of the log {what}: write postgresql://user@host:5432/database?schema=name, and in a name or a "
        "password %40 for @, %2F for /, %3A for :, %3F for ?, %23 for #, %26 for &, %25 for % and %20 for a blank; a "
        "password is better kept in ~/.pgpass or $PGPASSWORD"
    )
