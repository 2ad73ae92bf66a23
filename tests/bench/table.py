"""The tables of the benchmarks, as Markdown, and where they stand in a document."""

from collections.abc import Iterable
from pathlib import Path
from statistics import median

from comparing import Growth, Note, Row
from measuring import Series

BEGIN, END = "<!-- what `python tests/bench --write` measured -->", "<!-- end of what was measured -->"
ROWS = (
    "| what | entries | anchor | ours | anchor | ours ÷ anchor | at most | ours, MiB | anchor, MiB "
    "| where the anchor does less |",
    "|---|--:|---|--:|--:|--:|--:|--:|--:|---|",
)


def line(row: Row) -> str:
    size = row.size if isinstance(row.size, str) else f"{row.size:,}"
    cells = (
        row.what, size, row.anchor, time(row.ours), time(row.theirs), ratio(row.ratios), wanted(row.target, row.ratios),
        held(row.ours, row.limit), held(row.theirs), row.lacks,
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def time(series: Series) -> str:
    if series.problem or not series.rounds:
        return series.problem.replace("|", " ")[:80]
    return f"{series.seconds:.2f} s" if series.seconds >= 1 else f"{series.seconds * 1e3:.3g} ms"


def ratio(found: list[float]) -> str:
    """The median, and between what all rounds lay."""
    if not found:
        return ""
    between = f" ({_figure(min(found))}–{_figure(max(found))})" if len(found) > 1 else ""
    return f"{_figure(median(found))}{between}"


def _figure(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.2f}"


def wanted(most: float | None, found: list[float]) -> str:
    if most is None or not found:
        return ""
    return f"{most:.2g}, {'met' if median(found) <= most else 'missed'}"


def held(series: Series, limit: float | None = None) -> str:
    if not series.rounds:
        return ""
    met = "" if limit is None else f" (at most {limit:.0f}, {'met' if series.peak <= limit else 'missed'})"
    return f"{series.peak:.0f}{met}"


def growth_lines(found: list[Growth]) -> list[str]:
    """A table of its own: what each command costs by the size of the log. All are of the same sizes."""
    if not found:
        return []
    sizes = [f"{size:,}" for size in found[0].sizes]
    lines = [
        f"| command | build | {' | '.join(sizes)} | exponent | {' | '.join(f'{size}, MiB' for size in sizes)} |",
        f"|---|---|{'--:|' * (2 * len(sizes) + 1)}",
    ]
    for each in found:
        power = "" if each.exponent is None else f"{each.exponent:.2f}"
        cells = (each.command, each.build, *map(time, each.found), power, *map(held, each.found))
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def report(about: str, rows: Iterable[Row], growths: list[Growth], notes: Iterable[Note]) -> str:
    """All of a run, as it stands in a document."""
    parts = [[about], [*ROWS, *map(line, rows)], growth_lines(growths), [note.text for note in notes]]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def put_into(document: Path, text: str) -> None:
    """Replace what stands between the markers of a document. Raises ValueError if it has none."""
    before, after = around(document)
    document.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def around(document: Path) -> tuple[str, str]:
    """What stands before and after the tables of a document. Raises ValueError if it has no place for them."""
    text = document.read_text(encoding="utf-8") if document.is_file() else ""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{document} has no place for the tables: put the lines {BEGIN} and {END} there")
    return before, after
