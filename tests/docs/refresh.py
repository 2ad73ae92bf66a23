"""Rewrite everything in the pages that is output: transcripts, examples, help, module lists, files.

    .venv/bin/python tests/docs/refresh.py

A command that docs/cli.md lacks gets its section there. Nothing else is written for you,
and nothing removed. Read the difference before you commit it: it is what users will see.
"""

import sys
import tempfile
from pathlib import Path

from cogapp import Cog
from generated import PAGES, ROOT
from pages import RUN, Block, Shell, rewritten, run_examples, text_of, workshop

from timeline_engine.cli import COMMANDS


def outputs(page: str, name: str, folder: Path) -> list[tuple[Block, str]]:
    """What the transcripts and examples of a page print now; each of both begins with the shipped log."""
    examples = run_examples(page, name, workshop(folder / "examples"))
    transcripts = Shell(workshop(folder / "transcripts")).run(page)
    return [*transcripts, *((shown, out) for _, shown, out in examples if shown)]


def add_sections() -> None:
    """Give each command that has none a section in docs/cli.md, behind the command before it."""
    path = ROOT / "docs" / "cli.md"
    page, place = path.read_text(encoding="utf-8"), ""
    for name in COMMANDS:
        heading = f"## timeline {name}\n"
        if heading not in page:
            head, _, tail = page.partition(place)
            own, following, rest = tail.partition("\n## ")
            added = f'\n{heading}\n<!-- [[[cog help_block("{name}") ]]] -->\n<!-- [[[end]]] -->\n'
            page = f"{head}{place}{own}{added}{following}{rest}"
        place = heading
    path.write_text(page, encoding="utf-8", newline="\n")


def refresh() -> int:
    """Rewrite the pages and say which of them changed."""
    before = {name: text_of(name) for name in sorted({*RUN, *PAGES})}
    add_sections()
    failed = Cog().main(["cog", "-r", "-U", "-I", str(ROOT / "tests" / "docs"), *(str(ROOT / name) for name in PAGES)])
    for name in RUN:
        page = text_of(name)
        with tempfile.TemporaryDirectory() as folder:
            changes = outputs(page, name, Path(folder))
        (ROOT / name).write_text(rewritten(page, changes), encoding="utf-8", newline="\n")
    for name, page in before.items():
        print(f"{name}: {'rewritten' if text_of(name) != page else 'as it was'}")
    return int(failed or 0)


if __name__ == "__main__":
    sys.exit(refresh())
