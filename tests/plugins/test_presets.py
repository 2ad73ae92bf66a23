"""Presets: the options of a layout under a name; what is given besides wins. And the options that they brought."""

from io import BytesIO
from pathlib import Path

import pytest

from support import memory_log
from timeline_engine import import_file
from timeline_engine.errors import TimelineError
from timeline_engine.history import Revision
from timeline_engine.plugins import PluginError
from timeline_engine.plugins.presets import with_preset
from timeline_engine.recording import read_state
from timeline_engine.rows.columns import read_map, written_map
from timeline_engine.rows.markup import shown
from timeline_engine.view.ports import LeftOut

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
pytestmark = pytest.mark.filterwarnings("ignore::timeline_engine.view.ports.LeftOut")


def events(name: str | bytes, **options: str) -> list[Revision]:
    log = memory_log()
    file = BytesIO(name) if isinstance(name, bytes) else SAMPLES / name
    import_file(log, file, known="2025-01-01", **options)
    state = read_state(log)
    return [state.revision(event) for event in state.events]


def test_a_timelinejs_sheet() -> None:
    plans, approved, closed, era = events("timelinejs.csv", preset="timelinejs")
    assert (plans.body.title, plans.body.summary) == (
        "Plans for a bridge",
        "The council asks for plans.\nThree offices answer & one withdraws.",
    )
    (source,) = plans.sources
    assert (source.publisher, source.title, source.url) == (
        "Harbour Post",
        "Three plans for the bridge",
        "https://post.example/plans",
    )
    assert [one.body.kind for one in (approved, closed, era)] == [None, None, "era"]


def test_the_title_page_is_left_out_and_told() -> None:
    with pytest.warns(LeftOut, match="^left out 1 row with kind 'title'$"):
        events("timelinejs.csv", preset="timelinejs")


def test_forensic_rows_keep_who_and_where() -> None:
    first, *_ = events("l2tcsv.csv", preset="l2tcsv")
    assert (first.body.kind, first.body.actors, first.body.place) == ("WEBHIST Chrome History", ("mara",), "desk-7")
    assert [source.title for source in first.sources] == ["TSK:/Users/mara/History"]
    second = events("l2tcsv.csv", preset="l2tcsv")[1]
    assert second.body.actors == ()  # "-"


def test_gdelt_files_of_both_versions_say_the_same() -> None:
    old, new = (events(name, preset="gdelt") for name in ("gdelt-1.tsv", "gdelt-2.tsv"))
    assert [one.body.title for one in old] == [one.body.title for one in new]
    assert [one.event for one in old] == ["780000001", "780000002"]
    assert old[0].body.title == "INDIA 042 UNITED STATES"
    assert old[0].sources[0].published == "2018-09-05"
    assert new[0].sources[0].published == "2018-09-05T12:00:00"


def test_a_file_that_has_the_header_line_is_read_by_it() -> None:
    head = "SQLDATE,GLOBALEVENTID,Actor1Name,EventCode,Actor2Name,ActionGeo_FullName,DATEADDED,SOURCEURL\n"
    (event,) = events(
        f"{head}20180904,78,INDIA,042,USA,Delhi,20180905,http://a.example\n".encode(), format="csv", preset="gdelt"
    )
    assert (event.event, event.body.place) == ("78", "Delhi")


def test_what_is_given_besides_wins() -> None:
    given = with_preset({"preset": "timelinejs", "map": "Text=place,Group=issue", "without": "kind=era"}, "csv")
    columns = read_map(given["map"])
    assert (columns.headers["place"], columns.headers["issue"], columns.headers["title"]) == (
        "Text",
        "Group",
        "Headline",
    )
    assert "summary" not in columns.headers  # its header was mapped otherwise
    assert given["without"] == "kind=era"
    assert "issue" not in columns.optional


def test_options_that_a_format_has_not_are_not_needed() -> None:
    assert "header" in with_preset({"preset": "gdelt"}, "tsv")
    assert "header" not in with_preset({"preset": "gdelt"}, "xlsx")
    assert with_preset({"map": "a=when"}, "csv") == {"map": "a=when"}


def test_a_preset_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(PluginError, match="no preset 'timeline'; did you mean 'timelinejs'"):
        events("timelinejs.csv", preset="timeline")


def test_a_header_that_may_be_missing_is_no_error_and_others_are() -> None:
    columns = read_map("Day=when,? Place+Town=place,What=title")
    assert columns.optional == {"place"}
    assert read_map(written_map(columns)) == columns
    data = b"Day,What\n2018,A\n"
    (event,) = events(data, format="csv", map="Day=when,What=title,? Place=place")
    assert event.body.title == "A"
    with pytest.raises(TimelineError, match="map: no column is called 'Place'"):
        events(data, format="csv", map="Day=when,What=title,Place=place")
    with pytest.raises(TimelineError, match="map: no column is called 'Headline'"):
        events(data, format="csv", preset="timelinejs")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("plain", "plain"),
        ("a &amp; b &lt; c", "a & b < c"),
        ("<p>One</p><p>Two<br/>three</p>", "One\nTwo\nthree"),
        ('<a href="x">link</a> <b>bold</b>', "link bold"),
        ("<script>x</script>", "x"),
        ("<!-- no -->", None),
        ("2 < 3", "2 < 3"),
    ],
)
def test_html_is_read_as_it_is_shown(text: str, said: str | None) -> None:
    assert shown(text) == said


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"markup": "xml"}, "markup is 'xml', it must be html"),
        ({"without": "title"}, "without is 'title', it must be COLUMN=TEXT"),
        ({"without": "kid=x"}, "did you mean 'kind'"),
    ],
)
def test_options_that_are_none_are_refused(options: dict[str, str], why: str) -> None:
    with pytest.raises(TimelineError, match=why):
        events("title-and-footer.csv", **options)
