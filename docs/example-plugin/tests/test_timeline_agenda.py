"""The agenda, and what every exporter must promise."""

from io import StringIO

from timeline_agenda import AgendaExporter

from timeline_engine import project
from timeline_engine.testing import ExporterContract, sample_log


class TestAgenda(ExporterContract):
    name = "agenda"


def test_a_line_says_what_is_to_come() -> None:
    out = StringIO()
    AgendaExporter().export(project(sample_log(), "2019-02-01"), out)
    assert "2030-01-01   upcoming  Event coming\n" in out.getvalue()
