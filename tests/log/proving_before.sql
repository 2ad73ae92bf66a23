-- What guarded lines before a single one was proved by itself. Tables that were made with it are used as they are.
DROP FUNCTION {schema}.prove() CASCADE;
DROP FUNCTION {schema}.is_next(bytea, bigint, text);
DROP FUNCTION {schema}.is_plainly_next(bytea, bigint, text);
ALTER TABLE {schema}.line ADD CHECK (octet_length(id) = 32), ADD CHECK (octet_length(line) > 0);
CREATE FUNCTION {schema}.is_next(line bytea, seq bigint, prev text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    said json;
BEGIN
    IF position(convert_to('{"seq":' || seq || ',"id":"', 'UTF8') IN line) = 1
        AND substring(line FROM greatest(octet_length(line) - 73, 1))
            = convert_to('"prev":"' || prev || '"}', 'UTF8') THEN
        RETURN true;
    END IF;
    said := replace(convert_from(line, 'UTF8'), '\u0000', '\u0001')::json;
    RETURN coalesce(said ->> 'seq' = seq::text AND said ->> 'prev' = prev, false);
END $$;
CREATE FUNCTION {schema}.prove() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    last {schema}.head%ROWTYPE;
    added record;
BEGIN
    IF TG_RELID <> '{schema}.line'::regclass THEN  -- it may do more than whoever makes a trigger of it
        RAISE EXCEPTION 'this is for the lines of a log' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT * INTO STRICT last FROM {schema}.head FOR UPDATE;
    IF last.seq > 0 AND NOT EXISTS (
        SELECT FROM {schema}.line l WHERE l.seq = last.seq AND encode(sha256(l.line), 'hex') = last.hash) THEN
        RAISE EXCEPTION 'entry % is not the one of the head', last.seq
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    FOR added IN SELECT n.seq, n.line FROM new_lines n ORDER BY n.seq LOOP
        IF added.seq <> last.seq + 1 OR NOT {schema}.is_next(added.line, added.seq, last.hash) THEN
            RAISE EXCEPTION 'line % does not follow from entry %', added.seq, last.seq
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        last.seq := added.seq;
        last.hash := encode(sha256(added.line), 'hex');
    END LOOP;
    IF NOT FOUND THEN RETURN NULL; END IF;
    UPDATE {schema}.head SET seq = last.seq, hash = last.hash;
    PERFORM pg_notify('tl {schema}', last.seq::text);
    RETURN NULL;
END $$;
CREATE TRIGGER prove AFTER INSERT ON {schema}.line REFERENCING NEW TABLE AS new_lines
    FOR EACH STATEMENT EXECUTE FUNCTION {schema}.prove();
