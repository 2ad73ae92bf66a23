"""polars: the lines of a log as a lazy frame.

python frames.py LOG DAY
"""

import sys

import polars as pl

CLAIM = pl.Struct({"issue": pl.String, "attribute": pl.String, "value": pl.String})
DATA = {"when": pl.String, "known": pl.String, "sources": pl.List(pl.Struct({"published": pl.String}))}
SCHEMA = {"seq": pl.Int64, "data": pl.Struct(DATA | {"claims": pl.List(CLAIM)})}


def ask(log: str, day: str) -> dict[str, str]:
    data = pl.col("data").struct
    published = data.field("sources").list.eval(pl.element().struct.field("published")).list.min()
    entries = pl.scan_ndjson(f"{log}/*.jsonl", schema=SCHEMA).select(
        place="seq",
        happened=data.field("when").str.slice(0, 10),
        known=data.field("known").fill_null(published),
        claim=data.field("claims"),
    )
    known = entries.filter(pl.col("happened") <= day, pl.col("known") <= day).explode("claim").unnest("claim")
    status = known.filter(pl.col("attribute") == "status").sort("happened", "known", "place").group_by("issue").last()
    return dict(status.select("issue", "value").sort("issue").collect().iter_rows())


if __name__ == "__main__":
    print(*ask(*sys.argv[1:]).items(), sep="\n")
