"""DuckDB: a file with the table of claims; or no file, and the lines of the log read as JSON.

python duck.py fill DATABASE LOG | ask DATABASE DAY | lines LOG DAY
"""

import sys

import duckdb

LATEST = """
    SELECT issue, arg_max(value, (happened, known, place)) FROM claims
    WHERE attribute = 'status' AND happened <= $day AND known <= $day GROUP BY issue ORDER BY issue
"""
LINES = """
    WITH entries AS (
        SELECT seq AS place, data."when"[:10] AS happened, data.claims AS claims,
            coalesce(data.known, list_min(list_transform(data.sources, lambda source: source.published))) AS known
        FROM read_json($log, format = 'newline_delimited', columns = {seq: 'BIGINT', data:
            'STRUCT("when" VARCHAR, known VARCHAR, sources STRUCT(published VARCHAR)[],
                    claims STRUCT(issue VARCHAR, attribute VARCHAR, "value" JSON)[])'})
    ), claims AS (
        SELECT place, happened, known, claim.issue, claim.attribute, claim."value" ->> '$' AS "value"
        FROM (SELECT place, happened, known, unnest(claims) AS claim FROM entries WHERE happened IS NOT NULL)
    )
"""


def fill(database: str, log: str) -> None:
    with duckdb.connect(database) as connection:
        connection.execute(f"CREATE TABLE claims AS {LINES} SELECT * FROM claims", {"log": f"{log}/*.jsonl"})


def ask(database: str, day: str) -> dict[str, str]:
    with duckdb.connect(database, read_only=True) as connection:
        return dict(connection.execute(LATEST, {"day": day}).fetchall())


def lines(log: str, day: str) -> dict[str, str]:
    return dict(duckdb.execute(LINES + LATEST, {"log": f"{log}/*.jsonl", "day": day}).fetchall())


def main() -> None:
    verb, *rest = sys.argv[1:]
    if verb == "fill":
        fill(*rest)
    else:
        print(*(ask if verb == "ask" else lines)(*rest).items(), sep="\n")


if __name__ == "__main__":
    main()
