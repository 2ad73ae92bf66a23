"""Every plugin that ships keeps to what `timeline_engine.testing` says a plugin must promise."""

from io import BytesIO
from pathlib import Path

from plugins.workbook.other_kinds import ods, xls, xlsb
from support import our_plugins
from timeline_engine import export, open_log, project
from timeline_engine.plugins import EXPORTERS, IMPORTERS, read_rows
from timeline_engine.testing import ExporterContract, ImporterContract

EVENTS = Path(__file__).parents[2] / "events"
SHEET = ("Events", [["title", "when"], ["Talks", "2018-09-06"]])
SAMPLES = {
    "tsv": b"title\twhen\nTalks\t2018-09-06\n",
    "json": b'[{"title": "Talks", "when": "2018-09-06"}]',
    "ods": ods(SHEET),
    "xls": xls(SHEET),
    "xlsb": xlsb(SHEET),
}
"""Files of the importers that read what no exporter of their name writes."""


def sample(name: str) -> bytes:
    """A file of an importer, which the exporter of its name writes if there is one."""
    if name in SAMPLES:
        return SAMPLES[name]
    out = BytesIO()
    export(project(open_log(EVENTS), "2018-12-04"), name, out)
    return out.getvalue()


for _name in our_plugins(EXPORTERS):
    globals()[f"Test_{_name}_exporter"] = type(f"Test_{_name}_exporter", (ExporterContract,), {"name": _name})

for _name in our_plugins(IMPORTERS):
    _sample = sample(_name)
    _said = {"name": _name, "sample": _sample, "rows": len(read_rows(BytesIO(_sample), _name))}
    globals()[f"Test_{_name}_importer"] = type(f"Test_{_name}_importer", (ImporterContract,), _said)
