"""What an exporter and an importer must promise, as tests for pytest: for the plugins of any package.

    from timeline_engine.testing import ExporterContract

    class TestAgenda(ExporterContract):
        name = "agenda"

The package has to be installed, so that its entry points are found. Nothing of the engine itself imports this.
"""

from .exporters import ExporterContract
from .importers import ImporterContract
from .sample import sample_log

__all__ = ["ExporterContract", "ImporterContract", "sample_log"]
