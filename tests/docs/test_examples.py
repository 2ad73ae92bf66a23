"""Every example in Python runs and prints what its page says; the pages' tables say what the code does."""

import ast
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from pages import RUN, blocks, run_examples, text_of, workshop

import timeline_engine
from timeline_engine.dates import DateError, Zone, read_when
from timeline_engine.plugins import EXPORTERS, IMPORTERS, exporter, plugins
from timeline_engine.rows.columns import COLUMNS
from timeline_engine.view.ports import DiffExporter

UTC = Zone("UTC")


@pytest.mark.parametrize("name", [name for name in RUN if "\n```python\n" in text_of(name)])
def test_the_examples_print_what_the_page_says(name: str, tmp_path: Path) -> None:
    page = text_of(name)
    for block, shown, printed in run_examples(page, name, workshop(tmp_path)):
        expected = shown.body if shown else ""
        assert printed == expected, f"{name}:{block.line}; if it should print this now: python tests/docs/refresh.py"


def test_every_exported_name_is_listed_and_used_in_an_example() -> None:
    page = text_of("docs/library.md")
    listed = re.findall(r"^\| \[`(\w+)`\]\(#[\w-]+\) \|", page, re.M)
    examples = "".join(block.body for block in blocks(page) if block.kind == "python")
    assert sorted(listed) == sorted(timeline_engine.__all__)
    assert f"exports {len(listed)} names" in page
    unused = [name for name in listed if not re.search(rf"\b{name}\b", examples)]
    assert unused == ["LogHistory", "View", "Question"], "these are what read() and project() return, and are printed"


def supported() -> set[str]:
    """What docs/library.md lists, with the module of each name; of several modules in a row one has it."""
    page = text_of("docs/library.md")
    rows = re.findall(r"^\| (`timeline_engine\..+?) \| (`.+?) \|", page, re.M)
    names = {f"timeline_engine.{name}" for name in timeline_engine.__all__}
    for modules, listed in rows:
        for name in re.findall(r"`(\w+)`", listed):
            having = [module for module in re.findall(r"`([\w.]+)`", modules) if hasattr(import_module(module), name)]
            assert having, f"{name} is not in {modules}"
            names.add(f"{having[0]}.{name}")
    return names


def test_the_examples_use_what_is_supported() -> None:
    examples = [block.body for page in RUN for block in blocks(text_of(page)) if block.kind == "python"]
    imported = {
        f"{statement.module}.{alias.name}"
        for example in examples
        for statement in ast.walk(ast.parse(example))
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }
    ours = {name for name in imported if name.startswith("timeline_engine")}
    assert ours - supported() == set()
    assert {f"timeline_engine.view.{name}.{name}" for name in ("check", "search")} | {"timeline_engine.diff"} <= ours


def test_what_plugins_are_told_to_use_is_supported() -> None:
    told = set(re.findall(r"`(timeline_engine\.[\w.]+)`", text_of("docs/plugins.md")))
    names = supported()
    assert {name for name in told if not any(one == name or one.startswith(f"{name}.") for one in names)} == set()


def test_every_exported_name_is_offered_before_it_is_used() -> None:
    listed = subprocess.run(
        [sys.executable, "-c", "import timeline_engine; print(*dir(timeline_engine))"],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert set(timeline_engine.__all__) <= set(listed.stdout.split())


# ---- The ports, and who fills them ----


@pytest.mark.parametrize("port", ["Exporter", "Importer", "DiffExporter"])
def test_the_table_of_ports_names_the_plugins(port: str) -> None:
    (row,) = re.findall(rf"^\| `{port}` \|[^|]*\|([^|]*)\|", text_of("docs/ARCHITECTURE.md"), re.M)
    group = IMPORTERS if port == "Importer" else EXPORTERS
    names = [p.name for p in plugins() if p.group == group and p.distribution.startswith("timeline-engine ")]
    if port == "DiffExporter":
        names = [name for name in names if isinstance(exporter(name), DiffExporter)]
    assert re.findall(r"`(\w+)`", row) == names


# ---- The tables of formats, dates and columns ----


def rows_under(page: str, heading: str) -> list[list[str]]:
    section = text_of(page).partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    table = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]


def test_the_table_of_formats_has_every_exporter() -> None:
    shown = [name for row in rows_under("docs/exporting.md", "Formats") for name in re.findall(r"`(\w+)`", row[0])]
    ours = [p for p in plugins() if p.group == EXPORTERS and p.distribution.startswith("timeline-engine ")]
    assert sorted(shown) == sorted(p.name for p in ours)


@pytest.mark.parametrize("row", rows_under("docs/dates.md", "Imprecise dates"), ids=lambda row: row[0])
def test_a_date_takes_effect_when_the_table_says(row: list[str]) -> None:
    when = UTC.when(row[0].strip("`"))
    if when.kind == "time":
        assert (when.effective, row[2]) == (when.starts, "(at once)")
    else:
        assert when.effective == UTC.instant(row[2])


def test_dates_in_words_are_read() -> None:
    section = text_of("docs/dates.md").partition("\nDates in words")[2].partition("\n## ")[0]
    *read, refused = re.findall(r"`([^`]+)`", section)
    assert [read_when(text, UTC, "2018-12-04") for text in read] == [
        "2018-11-04", "2018-11", "2018-05~", "[2018-10-04..2018-12-03]", "2018-09-04/2018-09-06",
        "[..2018-11-03]", "2018-34", "2018-12-03",
    ]  # fmt: skip
    with pytest.raises(DateError, match="can be read as"):
        read_when(refused, UTC, "2018-12-04")


def test_the_import_table_has_every_column() -> None:
    named = [name for row in rows_under("docs/importing.md", "Columns") for name in re.findall(r"`(\w+)`", row[0])]
    assert sorted(named) == sorted(COLUMNS)
