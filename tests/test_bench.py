"""``python tests/bench``, where what it needs is not there."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

BENCH = Path(__file__).parent / "bench"


def test_a_missing_package_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(BENCH)
    spec = spec_from_file_location("bench", BENCH / "__main__.py")
    assert spec is not None
    assert spec.loader is not None
    bench = module_from_spec(spec)
    spec.loader.exec_module(bench)
    monkeypatch.setattr(bench, "PACKAGES", ("no-such-package",))
    monkeypatch.setattr("sys.argv", ["bench", "replay"])
    with pytest.raises(SystemExit) as left:
        bench.main()
    assert left.value.code == (
        "no-such-package is not installed: `make bench` installs what the benchmarks need, and runs them"
    )
