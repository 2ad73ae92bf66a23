"""The chart at the head of the page, read as Mermaid reads it: 10.9 and 12.3 were seen to draw such titles."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import event, exported, small_view
from timeline_engine.entries import Body, IssueDefined
from timeline_engine.plugins import PluginError, exporter
from timeline_engine.view import View
from timeline_engine.view.words.printable import printable
from timeline_engine.visible import visible
from timeline_plugins.markdown.exporter import MarkdownExporter
from timeline_plugins.markdown.mermaid import MOST, chart, signs

KEYWORDS = re.compile(
    r"%%|accTitle|accDescr|href|call|click|gantt|dateFormat|inclusiveEndDates|topAxis|axisFormat|tickInterval|includes"
    r'|excludes|todayMarker|weekday|weekend|title|section|\d{4}-\d\d-\d\d|"',
    re.IGNORECASE,
)
HOSTILE = (
    'a: b ; c # d #35; &amp; <b> "q" `r` ```', "Section 231: x", "2018-12-04 talks: crit, 2018-01-01",
    "click x call y()",
    '%%{init: {"theme":"dark"}}%%', "excludes weekends", "gantt", "line\nbreak <br/>", "style x:#y; z", "ﬂ°°60¶ßx¶ß",
    "मंत्री: चर्चा", "وزراء: يناقشون", ":;#", "a\u202eb",
)  # fmt: skip


def shown(code: str) -> str:
    """What Mermaid shows of a text: it takes codes for signs before it parses, and puts these in after."""
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), code)


def as_lexed(line: str) -> tuple[str, str]:
    """The name and the data of a row, by Mermaid's rules ``[^:\\n]+`` and ``:[^#\\n;]+``."""
    held = re.sub(r"#\w+;", "ﬂ", line.strip())
    assert not KEYWORDS.match(held)
    assert re.fullmatch(r"[^:\n]+:[^#\n;:]+", held)
    name, data = line.strip().split(" :")
    return shown(name), data


def lines_of(view: View) -> list[str]:
    return [*chart(view)]


def rows(view: View) -> list[tuple[str, str]]:
    return [as_lexed(line) for line in lines_of(view) if " :" in line]


def one_line(text: str) -> str:
    return " ".join(visible(printable(text)).split())


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_stays_a_title(title: str) -> None:
    view = small_view(IssueDefined(issue="i", title=title), event("e", "2018-11-04", title=title, issues=("i",)))
    assert rows(view) == [(one_line(title), "done, milestone, 2018-11-04, 0d")]
    (section,) = [line for line in lines_of(view) if line.startswith("    section")]
    assert one_line(title).startswith(shown(section.removeprefix("    section ")).removesuffix("…"))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
@settings(max_examples=200)
def test_a_text_is_read_as_it_is(text: str) -> None:
    code = signs(text)
    assert shown(code) == one_line(text)
    held = re.sub(r"#\w+;", "ﬂ", code)
    assert not KEYWORDS.match(held)
    assert not set(held) & set(':;#"<>&`%{}\n')


def test_the_chart_says_days_and_phases() -> None:
    story: tuple[Body, ...] = (
        IssueDefined(issue="deal", title="The deal"),
        event("past", "2018-11-04", title="Past", issues=("deal",)),
        event("some", "[2018-11-08..2018-11-10]", title="Some day", issues=("deal",)),
        event("late", "2018-11-20", title="Late", phase="scheduled", issues=("deal",)),
        event("now", "2018-12", title="Now", phase="scheduled"),
        event("next", "2018-12-20", title="Next", phase="scheduled"),
        event("none", None, title="No date", phase="scheduled"),
    )
    assert lines_of(small_view(*story)) == [
        "```mermaid",
        "%%{init: {'gantt': {'leftPadding': 160}}}%%",
        "gantt",
        "    title #65;s of 2018-12-04, as known by 2018-12-04.",
        "    dateFormat YYYY-MM-DD",
        "    axisFormat %Y-%m-%d",
        "    todayMarker off",
        "    section #84;he deal",
        "    #80;ast :done, milestone, 2018-11-04, 0d",
        "    #83;ome day :done, 2018-11-08, 2018-11-11",
        "    #76;ate (overdue) :crit, milestone, 2018-11-20, 0d",
        "    section #78;o issue",
        "    #78;ext (upcoming) :milestone, 2018-12-20, 0d",
        "    #78;ow (due) :active, 2018-12-01, 2019-01-01",
        "```",
        "",
        "Not drawn: 1 event, farther from that day or without a day to be drawn on.",
    ]


def test_the_events_nearest_to_the_day_are_drawn_and_the_others_counted() -> None:
    days = [date(2018, 1, 1) + timedelta(days) for days in range(0, 400, 4)]
    view = small_view(*[event(f"e{day}", str(day), phase="scheduled") for day in days], as_of="2018-06-30")
    today = date(2018, 6, 30)
    nearest = sorted(days, key=lambda day: abs(day - today))[:MOST]
    assert [re.findall(r"\d{4}-\d\d-\d\d", data) for _, data in rows(view)] == [[str(day)] for day in sorted(nearest)]
    assert lines_of(view)[-1].startswith("Not drawn: 70 events,")


def test_where_no_event_can_be_drawn_they_are_counted() -> None:
    view = small_view(event("e", "-0043-03-15"), as_of="-0043-04-01", hindsight=True)
    assert lines_of(view) == ["Not drawn: 1 event, farther from that day or without a day to be drawn on."]
    assert lines_of(small_view()) == []


def test_it_stands_at_the_head_of_the_page_if_asked_for() -> None:
    view = small_view(event("e", "2018-11-04"))
    plain, drawn = (exported(MarkdownExporter(mermaid=asked), view)[0].decode() for asked in (False, True))
    assert drawn == plain.replace(
        "\nNo issue is known of.", "\n" + "\n".join([*chart(view), "", "No issue is known of."])
    )
    with pytest.raises(PluginError, match="mermaid is 'maybe', it must be yes or no"):
        exporter("markdown", {"mermaid": "maybe"})
