"""The tables of a log in PostgreSQL, the functions that guard them, and the roles that may use them."""

import msgspec
import psycopg
from psycopg import errors, sql

from timeline_engine.log import GENESIS, LogError, LogExists, LogInfo

from .address import Address
from .link import Link

WRITER, READER = "writer", "reader"
"""What the names of the two roles end with, behind the name of the schema."""

_TABLES = """
CREATE TABLE {schema}.log (one boolean PRIMARY KEY DEFAULT true CHECK (one), info bytea NOT NULL);
CREATE TABLE {schema}.head (one boolean PRIMARY KEY DEFAULT true CHECK (one),
    seq bigint NOT NULL, hash text NOT NULL);
CREATE TABLE {schema}.line (seq bigint PRIMARY KEY, id bytea NOT NULL UNIQUE, line bytea NOT NULL);
ALTER TABLE {schema}.line ALTER COLUMN line SET STORAGE EXTERNAL;
"""
# The fields of a line are compared as this program writes them, in their order and without spaces; what another spells
# otherwise is read as JSON. No type of PostgreSQL takes the NUL that a text in it may have: it is put away for that.
# One line that is spelled so takes as few statements as there can be, each of which costs more than to hash the line:
# if the head does not move by it, all is asked in order, as for several. The row of the head is found by its key, which
# takes no notice of how many versions of it there are. The length of an id is asked here, too: a CHECK of the table is
# read anew for each statement, which takes longer than to store a line.
_PROVING = r"""
CREATE FUNCTION {schema}.is_plainly_next(line bytea, seq bigint, prev text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT position(convert_to('{{"seq":' || seq || ',"id":"', 'UTF8') IN line) = 1
        AND substring(line FROM greatest(octet_length(line) - 73, 1)) = convert_to('"prev":"' || prev || '"}}', 'UTF8')
$$;
CREATE FUNCTION {schema}.is_next(line bytea, seq bigint, prev text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    said json;
BEGIN
    said := replace(convert_from(line, 'UTF8'), '\u0000', '\u0001')::json;
    RETURN coalesce(said ->> 'seq' = seq::text AND said ->> 'prev' = prev, false);
END $$;
CREATE FUNCTION {schema}.prove() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    last {schema}.head%ROWTYPE;
    added record;
BEGIN
    IF TG_RELID <> {table}::regclass THEN  -- it may do more than whoever makes a trigger of it
        RAISE EXCEPTION 'this is for the lines of a log' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT n.seq, n.id, n.line INTO added FROM new_lines n;
    IF FOUND AND octet_length(added.id) = 32 THEN
        UPDATE {schema}.head h SET seq = added.seq, hash = encode(sha256(added.line), 'hex')
        WHERE h.one AND h.seq + 1 = added.seq AND NOT EXISTS (SELECT FROM new_lines n WHERE n.seq <> added.seq)
            AND {schema}.is_plainly_next(added.line, added.seq, h.hash)
            AND (h.seq = 0 OR h.hash = (
                SELECT encode(sha256(l.line), 'hex') FROM {schema}.line l WHERE l.seq = h.seq));
        IF FOUND THEN
            PERFORM pg_notify({channel}, '');
            RETURN NULL;
        END IF;
    END IF;
    SELECT * INTO STRICT last FROM {schema}.head WHERE one FOR UPDATE;
    IF last.seq > 0 AND NOT EXISTS (
        SELECT FROM {schema}.line l WHERE l.seq = last.seq AND encode(sha256(l.line), 'hex') = last.hash) THEN
        RAISE EXCEPTION 'entry % is not the one of the head', last.seq
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    FOR added IN SELECT n.seq, n.id, n.line FROM new_lines n ORDER BY n.seq LOOP
        IF octet_length(added.id) <> 32 THEN
            RAISE EXCEPTION 'the id of line % is no SHA-256', added.seq USING ERRCODE = 'check_violation';
        END IF;
        IF added.seq <> last.seq + 1 OR NOT {schema}.is_plainly_next(added.line, added.seq, last.hash)
            AND NOT {schema}.is_next(added.line, added.seq, last.hash) THEN
            RAISE EXCEPTION 'line % does not follow from entry %', added.seq, last.seq
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        last.seq := added.seq;
        last.hash := encode(sha256(added.line), 'hex');
    END LOOP;
    IF NOT FOUND THEN RETURN NULL; END IF;
    UPDATE {schema}.head SET seq = last.seq, hash = last.hash WHERE one;
    PERFORM pg_notify({channel}, '');
    RETURN NULL;
END $$;
CREATE TRIGGER prove AFTER INSERT ON {schema}.line REFERENCING NEW TABLE AS new_lines
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.prove();
CREATE FUNCTION {schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a log only grows: its lines are not changed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON {schema}.line
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.refuse();
REVOKE ALL ON FUNCTION {schema}.is_plainly_next, {schema}.is_next, {schema}.prove, {schema}.refuse FROM PUBLIC;
"""
_EMPTY = """
INSERT INTO {schema}.log (info) VALUES ({info});
INSERT INTO {schema}.head (seq, hash) VALUES (0, {hash});
"""
_ROLES = """
GRANT USAGE ON SCHEMA {schema} TO {reader}, {writer};
GRANT SELECT ON {schema}.log, {schema}.head, {schema}.line TO {reader}, {writer};
GRANT INSERT ON {schema}.line TO {writer};
"""


def make(address: Address, info: LogInfo, roles: bool) -> None:
    """Make an empty log, all of it or nothing. Raises LogExists, LogError."""
    try:
        data = msgspec.json.encode(info)
    except UnicodeEncodeError as error:
        raise LogError(f"the title {info.title!r} cannot be written as UTF-8 text") from error
    link = Link(address)
    try:
        link.run(lambda connection: _make(connection, address, data, roles))
    except errors.DuplicateTable as error:
        raise LogExists(f"there is a timeline log at {address.shown} already") from error
    except psycopg.Error as error:
        raise LogError(f"cannot make a log at {address.shown}: {link.said(error)}") from error
    finally:
        link.close()


def _make(connection: psycopg.Connection, address: Address, data: bytes, roles: bool) -> None:
    schema = sql.Identifier(address.schema)
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [address.schema])  # one maker each
        found = connection.execute("SELECT to_regclass(%s)", [f"{schema.as_string(connection)}.line"]).fetchone()
        if found and found[0]:
            raise errors.DuplicateTable
        if not connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [address.schema]).fetchone():
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(schema))  # one that is there may be all one may use
        table = sql.Literal(f"{schema.as_string(connection)}.line")
        names = {"schema": schema, "table": table, "channel": sql.Literal(channel_of(address.schema))}
        for script in (_TABLES, _PROVING):
            connection.execute(sql.SQL(script).format(**names))
        values = {"info": sql.Literal(data), "hash": sql.Literal(GENESIS)}
        connection.execute(sql.SQL(_EMPTY).format(schema=schema, **values))
        if roles:
            _make_roles(connection, address.schema)


def _make_roles(connection: psycopg.Connection, schema: str) -> None:
    """The two roles of a log, to which people's own are granted; those that are there are used."""
    names = {kind: sql.Identifier(f"{schema}_{kind}") for kind in (READER, WRITER)}
    for kind, name in names.items():
        there = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [f"{schema}_{kind}"]).fetchone()
        if not there:
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(name))
    connection.execute(sql.SQL(_ROLES).format(schema=sql.Identifier(schema), **names))


def channel_of(schema: str) -> str:
    """The channel on which is told that something was appended."""
    return f"tl {schema}"
