"""SQLite, a table of claims with two times: when it happened and when it was known; made by hand for this question.

python two_times.py fill DATABASE LOG | ask DATABASE DAY | diff DATABASE DAY DAY
"""

import sqlite3
import sys

TABLE = "CREATE TABLE claims (issue TEXT, attribute TEXT, value TEXT, happened TEXT, known TEXT, place INT)"
INDEX = "CREATE INDEX latest ON claims (attribute, issue, happened, known, place, value)"
ISSUES = "CREATE TABLE issues AS SELECT DISTINCT issue FROM claims"
STATE = """
    SELECT issue, (
        SELECT value FROM claims
        WHERE attribute = 'status' AND claims.issue = issues.issue AND happened <= :day AND known <= :day
        ORDER BY happened DESC, known DESC, place DESC LIMIT 1
    ) FROM issues ORDER BY issue
"""


def fill(database: str, log: str) -> None:
    from claims import claims

    with sqlite3.connect(database) as connection:
        connection.execute(TABLE)
        connection.executemany("INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?)", claims(log))
        connection.execute(INDEX)
        connection.execute(ISSUES)


def ask(database: str, day: str) -> dict[str, str]:
    """What each issue's status was on a day, as it was known by then."""
    with sqlite3.connect(database) as connection:
        return dict(connection.execute(STATE, {"day": day}))


def main() -> None:
    verb, database, *rest = sys.argv[1:]
    if verb == "fill":
        fill(database, rest[0])
    elif verb == "ask":
        print(*ask(database, rest[0]).items(), sep="\n")
    else:
        before, after = (set(ask(database, day).items()) for day in rest)
        print(*sorted(after - before), sep="\n")


if __name__ == "__main__":
    main()
