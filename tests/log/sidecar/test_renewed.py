"""Lines of issues of which news cannot be told from few events are made anew once, and not folded at each question."""

from pathlib import Path

import pytest

from log.samples import event, new_log
from log.sidecar.asked import NEVER, differing, log_with
from timeline_engine.entries import Body, Draft, EventCorrected, IssueDefined
from timeline_engine.log import FileLog
from timeline_engine.log.sidecar import Lines
from timeline_engine.model import Attribute, Claim
from timeline_engine.view.asking import ask_for, project
from timeline_engine.view.kept_lines import KeptLines
from timeline_engine.view.summary import keep_lines_of, kept_summary_of

DAYS = ["2018-12-04", "2018-11-20", "2018-11-01"]
NEWS: dict[str, Body] = {
    "another definition": IssueDefined(issue="oil", title="Oil", attributes={"price": Attribute("estimate")}),
    "a claim that is taken back": EventCorrected(entry="e2", fields={"claims": []}),
    "a date that is another": EventCorrected(entry="e1", fields={"when": "2018-12-03"}),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A log with lines of two issues, which say nothing of what news lean on but for the last week."""
    log = new_log(tmp_path / "log")
    for number, issue in enumerate(["oil", "oil", "oil", "gas"]):
        day = f"2018-11-{10 + number}"
        log.append([event(number, issues=(issue,), when=day, known=day, claims=(Claim(issue, "price", number),))])
    log.append([event("late", issues=("gas",), when="2018-12-04", known="2018-12-04")])
    assert log.keeper.kept(make=True)
    keep_lines_of(log, project(log, DAYS[0]))
    return log.path


def upto(folder: Path) -> int | None:
    log = log_with(folder)
    kept = log.keeper.kept()
    assert kept
    return Lines(kept).upto()


@pytest.mark.parametrize("said", NEWS.values(), ids=NEWS)
def test_the_next_question_does_not_pay_for_them(folder: Path, said: Body, monkeypatch: pytest.MonkeyPatch) -> None:
    FileLog(folder, large=NEVER).append([Draft("news", said)])
    assert upto(folder) == 5
    assert kept_summary_of(log_with(folder), ask_for(DAYS[1]))
    assert upto(folder) == 6
    monkeypatch.setattr(KeptLines, "_bring_up", lambda _: pytest.fail("it is paid for again"))
    assert differing(folder, DAYS) == ""


def test_lines_that_another_made_meanwhile_stay(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They may know more than this question does."""
    FileLog(folder, large=NEVER).append([Draft("news", NEWS["another definition"])])
    folded = KeptLines._folded

    def then_another_makes_them(lines: KeptLines, issue: str) -> object:
        monkeypatch.setattr(KeptLines, "_folded", folded)
        found = folded(lines, issue)
        lines.upto -= 1  # as if there were others than those that were read
        return found

    monkeypatch.setattr(KeptLines, "_folded", then_another_makes_them)
    assert kept_summary_of(log_with(folder), ask_for(DAYS[1]))
    assert upto(folder) == 5
    assert differing(folder, DAYS) == ""
