"""On what it was measured."""

import os
import platform
import subprocess
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from comparing import Build

PACKAGES = (
    "msgspec", "icalendar", "openpyxl", "python-calamine", "duckdb", "eventsourcing", "sqlite-utils", "polars",
    "beancount", "xlsxwriter", "rustpy-xlsxwriter",
)  # fmt: skip


def about(builds: Iterable[Build], work: Path) -> str:
    return (
        f"{os.cpu_count()} cores ({processor()}), {installed_memory()}, {file_system(work)}, {platform.system()}, "
        f"{platform.python_implementation()} {platform.python_version()}, {', '.join(versions())}; "
        f"{', '.join(build.name for build in builds)}."
    )


def versions() -> Iterable[str]:
    for name in PACKAGES:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"no {name}"


def processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    models = [row.partition(":")[2].strip() for row in lines if row.startswith("model name")]
    return models[0] if models else platform.machine()


def installed_memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"


def file_system(folder: Path) -> str:
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return "unknown file system"
    found = [row.split()[1:3] for row in mounts.read_text().splitlines()]
    return max((len(place), kind) for place, kind in found if str(folder).startswith(place))[1]


def commit(root: Path) -> str:
    """The commit of a checkout, `+` if something in it has been changed."""
    words = ["git", "-C", str(root), "describe", "--always", "--dirty=+"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"
