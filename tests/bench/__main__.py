"""All benchmarks in one table: ours beside the anchor, from one run on one machine.

    python tests/bench [--large] [NAME ...]        (`make bench`, `make bench-large`)

NAMEs are of the modules here that have rows: without one, all of them.
"""

import os
import platform
import sys
from importlib import import_module, metadata
from pathlib import Path

from measuring import WORK, Row, Taken

MODULES = ("replay", "append", "exports", "cold_start")
SIZES = [10_000, 100_000, 1_000_000]
LARGE = 10_000_000
PACKAGES = ("msgspec", "eventsourcing", "duckdb", "icalendar", "openpyxl", "xlsxwriter")


def main() -> None:
    names = [name for name in sys.argv[1:] if name != "--large"] or [
        name for name in MODULES if Path(__file__).with_name(f"{name}.py").exists()
    ]
    try:
        about = machine()
    except metadata.PackageNotFoundError as error:
        sys.exit(f"{error.name} is not installed: `make bench` installs what the benchmarks need, and runs them")
    WORK.mkdir(parents=True, exist_ok=True)
    print(about, "\n", sep="")
    print("| what | entries | anchor | ours | anchor | ratio | target | ours, MiB | anchor, MiB |")
    print("|---|---|---|--:|--:|--:|--:|--:|--:|")
    for name in names:
        for row in import_module(name).rows([*SIZES, LARGE] if "--large" in sys.argv else SIZES):
            print(line(row), flush=True)


def line(row: Row) -> str:
    ratio = f"{row.ratio:.2f}" if row.ratio < 10 else f"{row.ratio:.0f}"
    target = "" if row.target is None else f"{row.target:.2g}, {'met' if row.ratio >= row.target else 'missed'}"
    cells = (row.what, row.size, row.anchor_name, time(row.ours), time(row.anchor), ratio, target)
    held = memory(row.ours)
    if row.limit is not None and row.ours.peak is not None:
        held += f" (at most {row.limit:.0f}, {'met' if row.ours.peak <= row.limit else 'missed'})"
    return f"| {' | '.join((*cells, held, memory(row.anchor)))} |"


def time(taken: Taken) -> str:
    return f"{taken.seconds:.2f} s" if taken.seconds >= 1 else f"{taken.seconds * 1e3:.3g} ms"


def memory(taken: Taken) -> str:
    return "" if taken.peak is None else f"{taken.peak:.0f}"


def machine() -> str:
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} cores ({processor()}), {installed_memory()}, {file_system()}, "
        f"{platform.system()}, {platform.python_implementation()} {platform.python_version()}, "
        f"{versions}"
    )


def processor() -> str:
    info = Path("/proc/cpuinfo")
    models = [row.partition(":")[2].strip() for row in info.read_text().splitlines() if row.startswith("model name")]
    return models[0] if models else platform.machine()


def installed_memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"


def file_system() -> str:
    mounts = [row.split()[1:3] for row in Path("/proc/mounts").read_text().splitlines()]
    return max((len(place), kind) for place, kind in mounts if str(WORK).startswith(place))[1]


if __name__ == "__main__":
    main()
