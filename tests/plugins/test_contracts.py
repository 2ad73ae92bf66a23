"""Every plugin that ships keeps to what `timeline_engine.testing` says a plugin must promise."""

from functools import cache
from io import BytesIO

from builders import event, report, small_view, status
from plugins.workbook.other_kinds import ods, xls, xlsb
from support import our_plugins
from timeline_engine import export
from timeline_engine.plugins import EXPORTERS, IMPORTERS, read_rows
from timeline_engine.testing import ExporterContract, ImporterContract

SHEET = ("Events", [["title", "when"], ["Talks", "2018-09-06"]])
SAMPLES = {
    "tsv": b"title\twhen\nTalks\t2018-09-06\n",
    "json": b'[{"title": "Talks", "when": "2018-09-06"}]',
    "ods": ods(SHEET),
    "xls": xls(SHEET),
    "xlsb": xlsb(SHEET),
}
"""Files of the importers that read what no exporter of their name writes."""
EVENTS = (
    event("talks", "2018-09-06", place="Delhi", actors=("India", "US"), claims=(status("open"),)),
    event("deal", "[2018-10-04..2018-12-03]", summary='Words, "more"; = 1', sources=(report("A", "2018-10-05"),)),
    event(
        "oil", None, phase="scheduled", issues=("iran-oil",), sources=(report("B", "2018-11-01", "T", "https://b.x"),)
    ),
)
MORE = {"png": {"options": {"scale": "0.5"}}}
"""What the others read: few events, as each file is spoiled a hundred times."""


@cache
def sample(name: str) -> bytes:
    """A file of an importer, which the exporter of its name writes if there is one; made when a test needs it."""
    if name in SAMPLES:
        return SAMPLES[name]
    out = BytesIO()
    export(small_view(*EVENTS), name, out)
    return out.getvalue()


@cache
def rows(name: str) -> int:
    return len(read_rows(BytesIO(sample(name)), name))


class Imported(ImporterContract):
    sample = property(lambda self: sample(self.name))
    rows = property(lambda self: rows(self.name))


for _name in our_plugins(EXPORTERS):
    globals()[f"Test_{_name}_exporter"] = type(
        f"Test_{_name}_exporter", (ExporterContract,), {"name": _name, **MORE.get(_name, {})}
    )

for _name in our_plugins(IMPORTERS):
    globals()[f"Test_{_name}_importer"] = type(f"Test_{_name}_importer", (Imported,), {"name": _name})
