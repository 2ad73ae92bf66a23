"""``timeline import``: files of rows, whole or not at all, and only what the log does not say yet."""

import json
from pathlib import Path

import pytest

from timeline_engine.rows import preview

from .running import Cli

pytestmark = pytest.mark.any_log

HEADER = "event,title,when,phase,issue,attribute,value,by,publisher,published"
ROWS = (
    "signing,Deal signed,2018-10-05,occurred,deal,value,~5bn USD,Delhi,Hindu,2018-10-06",
    "signing,,2018-10-05,occurred,deal,,signed,,Hindu,2018-10-06",
    'visit,"Visit, planned",Jan 2019,scheduled,,,,,Hindu,6 Oct 2018',
)


def file(name: str, *lines: str, encoding: str = "utf-8", end: str = "\n") -> str:
    Path(name).write_bytes((end.join(lines) + end).encode(encoding))
    return name


def table(*rows: str) -> str:
    return file("rows.csv", HEADER, *rows)


def test_it_appends_what_the_rows_say(cli: Cli) -> None:
    said = cli.ok("import", table(*ROWS))
    assert said.splitlines()[0] == "appended 2 entries: 2 event.recorded"
    deal, visit = (entry["data"] for entry in cli.entries()[3:])
    assert deal["claims"] == [
        {"issue": "deal", "attribute": "value", "by": "Delhi",
         "value": {"amount": 5_000_000_000, "unit": "USD", "qualifier": "about"}},
        {"issue": "deal", "attribute": "status", "value": "signed"},
    ]  # fmt: skip
    assert visit == {
        "event": "visit", "title": "Visit, planned", "when": "2019-01", "phase": "scheduled",
        "sources": [{"publisher": "Hindu", "published": "2018-10-06"}],
    }  # fmt: skip


def test_columns_that_the_map_does_not_name_are_told(cli: Cli) -> None:
    file("clips.csv", "Date,title,publised,Notes", "2018-10-05,Deal signed,2018-10-06,checked")
    said = cli.warned("import", "clips.csv", "--map", "Date=when", "--known", "2018-10-06")
    assert said == (
        "Warning: clips.csv:1: left out 'publised', 'Notes', which the map does not name; for 'publised' did you mean "
        "'published' or 'publisher'?"
    )


def test_a_new_event_without_date_and_phase_is_refused(cli: Cli) -> None:
    name = file("rows.csv", "event,title,when,phase", "signing,Deal signed,,", "visit,Visit,,scheduled")
    assert cli.refused("import", name) == (
        "rows.csv:2: field when: the log has no event 'signing' yet: say when it was, however vague, or that its phase "
        "is scheduled"
    )
    cli.warned("import", name, "--skip-bad")
    assert (cli.last()["event"], cli.last()["phase"]) == ("visit", "scheduled")
    cli.ok("import", file("rows.csv", "event,title,when,phase,summary", "visit,Visit,,,A working visit"))
    assert (cli.entries()[-1]["kind"], cli.last()["summary"]) == ("event.sourced", "A working visit")


def test_an_event_without_a_title_is_taken_and_told(cli: Cli) -> None:
    assert cli.warned("import", table("signing,,2018-10-05,,,,,,Hindu,2018-10-06")) == (
        "Warning: rows.csv:2: the log has no event 'signing' yet, and no row gives it a title: its id stands for it"
    )
    assert cli.json("show", "signing")["title"] == "signing"
    cli.ok("import", table("visit,Visit,,occurred,,,,,Hindu,2018-10-06"))  # nobody says when
    assert "when" not in cli.last()


def test_twice_appends_nothing(cli: Cli) -> None:
    cli.ok("import", table(*ROWS))
    before = cli.entries()
    assert cli.ok("import", "rows.csv") == "nothing to append: the log says all of it already\n"
    assert cli.entries() == before


def test_a_file_without_rows_is_said_to_have_none(cli: Cli) -> None:
    assert cli.ok("import", file("none.csv", "event,title,when")) == "nothing to append: none.csv has no rows\n"
    cli.ok("import", table(*ROWS))
    assert cli.ok("import", "none.csv", "--dry-run") == "nothing to append: none.csv has no rows\n"


def test_what_was_taken_out_of_the_record_does_not_come_back(cli: Cli) -> None:
    cli.ok("import", table(*ROWS))
    cli.ok("correct", "signing", "--title", "Signed")
    cli.ok("correct", "signing", "--void")
    before = cli.entries()
    told = cli.warned("import", table(*ROWS))
    assert "event 'signing' (Hindu, 2018-10-06): it was taken out of the record here; --put-back records it" in told
    assert cli.entries() == before
    assert cli.ok("import", "rows.csv", "--put-back") == "appended 1 entry: 1 event.recorded\n"
    assert (cli.json("show", "signing")["title"], cli.warned("import", "rows.csv")) == ("Deal signed", "")


@pytest.mark.parametrize("published", ["2018-10-05", "2018-10-07"])
def test_another_report_of_what_was_taken_out_records_the_event_again(cli: Cli, published: str) -> None:
    cli.ok("import", table(*ROWS))
    cli.ok("correct", "signing", "--void")
    cli.ok("import", table(f"signing,Deal signed,2018-10-04,occurred,deal,,signed,,Hindu,{published}"))
    assert (cli.last()["event"], cli.last()["when"]) == ("signing", "2018-10-04")


def test_its_next_version_appends_what_changed(cli: Cli) -> None:
    cli.ok("import", table(*ROWS))
    later = ROWS[2].replace("Jan 2019", "Feb 2019").replace("6 Oct 2018", "7 Nov 2018")
    assert cli.ok("import", table(*ROWS[:2], later)) == "appended 1 entry: 1 event.recorded\n"
    assert (cli.last()["phase"], cli.last()["when"]) == ("scheduled", "2019-02")


def test_a_report_that_only_agrees_is_appended_unless_only_changes_are_asked_for(cli: Cli) -> None:
    cli.ok("import", table(ROWS[2]))
    again = table(ROWS[2].replace("6 Oct 2018", "7 Nov 2018"))
    assert cli.ok("import", again, "--only-changes") == "nothing to append: the log says all of it already\n"
    assert cli.ok("import", again) == "appended 1 entry: 1 event.recorded\n"
    moved = table(ROWS[2].replace("6 Oct 2018", "8 Nov 2018").replace("Jan 2019", "Feb 2019"))
    assert cli.ok("import", moved, "--only-changes") == "appended 1 entry: 1 event.recorded\n"


def test_a_dry_run_shows_each_entry_and_appends_nothing(cli: Cli) -> None:
    before = cli.entries()
    said = cli.ok("import", table(*ROWS), "--dry-run").splitlines()
    assert cli.entries() == before
    assert said[-1] == "would append 2 entries: 2 event.recorded"
    promised = [line.split()[:3] for line in said[:-1]]
    cli.ok("import", "rows.csv")
    assert all(line.split()[3] in ("occurred", "scheduled") for line in said[:-1])
    assert promised == [[e["id"], e["kind"], e["data"]["event"]] for e in cli.entries()[3:]]


def test_issues_are_defined_on_the_way_and_said(cli: Cli) -> None:
    rows = file("rows.csv", "title,when,issue,value", "Signed,2018-10,comcasa,signed", "Opened,2018-11,base,open")
    assert "would define 2 issues, which" in cli.ok("import", rows, "--dry-run")
    assert cli.ok("import", rows).splitlines()[:2] == [
        "defined 2 issues, which rows.csv names and the log did not have: 'comcasa', 'base'",
        "appended 4 entries: 2 event.recorded, 2 issue.defined",
    ]


def test_many_new_issues_are_one_line(cli: Cli) -> None:
    names = [*(3 * letter for letter in "abcdefghijklmnopqrstuvwxyz"), "deall"]
    said = cli.ok("import", file("rows.csv", "title,when,issue", *(f"On {name},2018-10,{name}" for name in names)))
    assert said.splitlines()[:2] == [
        "defined 27 issues, which rows.csv names and the log did not have: 'deall' (did you mean 'deal'?), 'aaa', "
        "'bbb', 'ccc', 'ddd' and 22 more",
        "appended 54 entries: 27 event.recorded, 27 issue.defined",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("separator", "bom"), [(";", ""), ("\t", "\ufeff"), (",", "\ufeff")])
def test_tables_as_spreadsheets_write_them(cli: Cli, separator: str, bom: str, end: str) -> None:
    lines = (["Title", " WHEN", "value", "issue", ""], ['"Talks\nin Café"', "4 Nov 2018", "~5", "deal", ""], [""] * 5)
    name = file("rows.csv", bom + separator.join(lines[0]), *(separator.join(line) for line in lines[1:]), end=end)
    cli.ok("import", name)
    assert (cli.last()["title"], cli.last()["when"]) == ("Talks\nin Café", "2018-11-04")


def test_json_lines(cli: Cli) -> None:
    row = {"title": "Signed", "when": 2018, "issue": "deal", "attribute": "value", "actors": ["India", "Russia"],
           "value": {"amount": 5e9, "unit": "USD"}}  # fmt: skip
    name = file("rows.jsonl", json.dumps(row), "", json.dumps({"event": "talks", "title": None, "place": "Delhi"}))
    assert cli.ok("import", name).splitlines()[0] == "appended 2 entries: 1 event.recorded, 1 event.sourced"
    signed = cli.entries()[3]["data"]
    assert (signed["when"], signed["actors"]) == ("2018", ["India", "Russia"])


def test_from_standard_input(cli: Cli) -> None:
    assert "--format" in cli.refused("import", "-", code=2)
    assert "appended 1 entry" in cli.ok("import", "-", "--format", "csv", typed="title,when\nSigned,2018-10\n")
    said = cli.refused("import", "-", "--format", "csv", typed="title,when\nSigned,04/10/2018\n")
    assert said.startswith("standard input:2: field when: ")


def test_the_format_can_be_named(cli: Cli) -> None:
    name = file("rows.txt", "title,when", "Signed,2018-10")
    assert "csv (.csv), ics (.ics)" in cli.refused("import", name)
    assert "no importer 'cvs'; did you mean" in cli.refused("import", name, "--format", "cvs")
    assert cli.ok("import", name, "--format", "csv") == "appended 1 entry: 1 event.recorded\n"


def test_other_headers_can_be_mapped(cli: Cli) -> None:
    name = file("rows.csv", "Headline;Date;Comment", "Signed;2018-10;none")
    assert "Comment" in cli.refused("import", name)
    assert "left out 'Comment'" in cli.warned("import", name, "--map", "Headline=title,Date=when")
    assert (cli.last()["title"], cli.last()["when"]) == ("Signed", "2018-10")
    assert "no column is called 'Datum'" in cli.refused("import", name, "--map", "Headline=title,Datum=when")


def test_known_says_since_when_rows_without_date_are_known(cli: Cli) -> None:
    name = file("rows.csv", "title,when,published", "Signed,2018-10,", "Ratified,2018-11,2018-11-20")
    cli.ok("import", name, "--known", "5 Nov 2018")
    assert [entry["data"].get("known") for entry in cli.entries()[3:]] == ["2018-11-05", None]
    assert "--known" in cli.refused("import", name, "--known", "05/11/2018")


def test_an_option_of_the_importer(cli: Cli) -> None:
    name = file("rows.csv", "title,when", "Signed,2018-10")
    assert "has no option 'colour'" in cli.refused("import", name, "-O", "colour=red")
    assert "NAME=VALUE" in cli.refused("import", name, "-O", "colour")
    cli.ok("import", name, "-O", "known=2018-11-05")
    assert cli.last()["known"] == "2018-11-05"


BAD = (
    ("signing,Deal signed,32 Oct 2018,,,,,,,", "rows.csv:2: field when: "),
    ("signing,Deal signed,04/10/2018,,,,,,,", "4 October 2018 (2018-10-04) or 10 April 2018 (2018-04-10)"),
    ("signing,Deal signed,yesterday,,,,,,,", "depends on the day it is read"),
    ("signing,Deal signed,2018-10,,,,,,Hindu,soon", "rows.csv:2: field published: "),
    ("signing,Deal signed,2018-10,ocurred,,,,,,", "did you mean 'occurred'?"),
    ("signing,Deal signed,2018-10,,,,5,,,", "rows.csv:2: field issue: "),
    ("signing,Deal signed,2018-10,,deal,value,,,,", "rows.csv:2: field value: "),
    ("signing,Deal signed,2018-10,,deal,,,Delhi,,", "rows.csv:2: field value: "),
    (f"signing,Deal signed,2018-10,,{'x' * 300},,,,,", "rows.csv:2: field issue: "),
    ("signing,Deal signed,,,,,,,Hindu,2018-10-06", "rows.csv:2: field when: "),
    (",,2018-10,,,,,,,", "rows.csv:2: no event and no title"),
    ("signing,Deal signed,2018-10,,,,,,,,more", "rows.csv:2: 11 cells under 10 columns"),
    ('"signing,Deal signed', "rows.csv:2: not CSV: "),
)


@pytest.mark.parametrize(("row", "why"), BAD)
def test_a_bad_row_is_refused_by_its_place(cli: Cli, row: str, why: str) -> None:
    said = cli.refused("import", table(row))
    assert said.startswith("rows.csv:2: ")
    assert why in said


def test_a_row_is_named_by_the_line_on_which_it_begins(cli: Cli) -> None:
    rows = table('a,"Talks\n\nin\nVienna",2018-10,,,,,,,', "b,Talks,32 Oct 2018,,,,,,,")
    assert cli.refused("import", rows).startswith("rows.csv:6: field when: ")


def test_a_file_is_imported_whole_or_not_at_all(cli: Cli) -> None:
    bad = ("x,X,soon,,,,,,,", *ROWS, "y,Y,2018-10,,,,5,,,", "talks,Parley,,,,,,,,")
    said = cli.refused("import", table(*bad)).splitlines()
    assert said[0] == "2 rows cannot be imported:"
    assert [line.split(": ")[0].strip() for line in said[1:]] == ["rows.csv:2", "rows.csv:6"]


def test_the_rest_is_imported_if_one_asks_for_it(cli: Cli) -> None:
    warning = cli.warned("import", table("x,X,soon,,,,,,,", *ROWS), "--skip-bad")
    assert warning.startswith("Warning: left out rows.csv:2: field when: 'soon' is not a date")
    assert [entry["data"]["event"] for entry in cli.entries()[3:]] == ["signing", "visit"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "rows.csv:1: the file is empty"),
        (b"when,place\n2018,Delhi\n", "there must be an event or a title column"),
        (b"title,wen\nSigned,2018\n", "unknown column 'wen'; did you mean 'when'?"),
        (b"title,Title\nSigned,Signed\n", "2 columns are called 'title'"),
        ("title\nCafé\n".encode("latin-1"), "rows.csv:2: not UTF-8 text"),
        (b"title\n" + b"x" * 1_000_001, "rows.csv:2: 1,000,001 characters in the cell 1; the limit cell is 1,000,000"),
    ],
)
def test_what_is_no_table_of_rows_is_refused(cli: Cli, content: bytes, why: str) -> None:
    Path("rows.csv").write_bytes(content)
    assert why in cli.refused("import", "rows.csv")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("[]", "must be one JSON object"),
        ("{", "must be one JSON object"),
        ('{"title": %s}' % ("[" * 100_000 + "]" * 100_000), "must be one JSON object"),
        ('{"title": "\\ud800"}', "must be one JSON object"),
        ('{"titel": "Signed"}', "did you mean 'title' or"),
        ('{"title": ["Signed"]}', "field title: expected text"),
        ('{"title": "Signed", "when": true}', "field when: expected text"),
        ('{"title": "Signed", "issue": "deal", "value": [5]}', "field value: "),
        ('{"title": "Signed", "issue": "deal", "value": {"unit": "USD"}}', "field value: "),
        ('{"title": "Signed", "actors": [5]}', "field actors: "),
    ],
)  # fmt: skip
def test_a_bad_line_is_refused_by_its_number(cli: Cli, line: str, why: str) -> None:
    said = cli.refused("import", file("rows.jsonl", "", line))
    assert said.startswith("rows.jsonl:2: ")
    assert why in said


def test_another_log_gives_its_entries(cli: Cli) -> None:
    other = Cli(Path("other"))
    other.ok("init", "--timezone", "Asia/Kolkata")
    other.ok("record", "Base opened", "--on", "2018-11", "--known", "2018-11-05")
    assert "appended 1 entry: 1 event.recorded" in cli.ok("import", "other")
    assert cli.ok("import", "other") == "nothing to append: the log says all of it already\n"
    assert "leave out the options" in cli.refused("import", "other", "--format", "csv", code=2)


def test_logs_of_two_time_zones_can_go_through_a_file(cli: Cli) -> None:
    other = Cli(Path("other"))
    other.ok("init", "--timezone", "UTC")
    other.ok("record", "Base opened", "--on", "2018-11", "--known", "2018-11-05")
    told = "`timeline --log other export theirs.jsonl --hindsight`, and import that file"
    assert told in cli.refused("import", "other")
    assert told in cli.refused("--log", str(cli.location()), "import", "other"), "it is the other log that is exported"
    other.run("export", "theirs.jsonl", "--hindsight")
    assert cli.ok("import", "theirs.jsonl") == "appended 1 entry: 1 event.recorded\n"


def test_a_log_is_named_by_its_folder(cli: Cli) -> None:
    other = Cli(Path("their", "events"))
    other.ok("init", str(other.log), "--timezone", "Asia/Kolkata")
    inside = str(Path("their", "events"))
    assert cli.refused("import", "their") == f"no timeline log at their: there is one in it, at {inside}"
    segment = str(Path("their", "events", "000001.jsonl"))
    assert cli.refused("import", segment) == f"{segment} is part of a log: import its folder, {inside}"
    Path("000001.jsonl").write_text('{"title": "Signed", "when": "2018"}\n')
    assert cli.ok("import", "000001.jsonl").startswith("appended 1")


def test_an_issue_called_nearly_like_another_is_told(cli: Cli) -> None:
    said = cli.run("import", table("visit,Visit,2018,occurred,deall,place,Delhi,,Hindu,2018-10-06")).stdout
    assert said.startswith("defined issue 'deall', which rows.csv names and the log did not have; did you mean 'deal'?")


def test_a_file_that_is_not_there(cli: Cli) -> None:
    assert "'none.csv' does not exist" in cli.refused("import", "none.csv", code=2)
    Path("empty").mkdir()
    assert "no timeline log at empty" in cli.refused("import", "empty")


def test_the_rows_of_the_shipped_log_go_through_a_file(cli: Cli, shipped: Cli) -> None:
    shipped.run("export", "csv", "-o", "rows.csv", "--as-of", "2019-06-25")
    assert "appended" in cli.run("import", "rows.csv").stdout
    assert "nothing to append" in cli.ok("import", "rows.csv")


def test_a_dry_run_says_what_is_corrected_of_what(cli: Cli) -> None:
    cli.ok("import", table(*ROWS))
    changed = ROWS[0].replace("~5bn USD", "~6bn USD")
    said = cli.ok("import", table(changed, *ROWS[1:]), "--dry-run")
    assert "event.corrected    event signing: claims" in said
    moved = cli.ok(
        "import", table(ROWS[2].replace("Jan 2019", "Feb 2019").replace("6 Oct 2018", "7 Nov 2018")), "--dry-run"
    )
    assert "event.recorded     visit scheduled 2019-02" in moved


CALENDAR = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nX-WR-CALNAME:Feed\n{}END:VCALENDAR\n",
    "BEGIN:VEVENT\nUID:{0}\nDTSTAMP:{3}T000000Z\nDTSTART;VALUE=DATE:{1}\nSUMMARY:{0}\nSTATUS:{2}\nEND:VEVENT\n",
)


def calendar(*events: tuple[str, str, str], made: str = "20180101") -> str:
    return file("feed.ics", CALENDAR[0].format("".join(CALENDAR[1].format(*one, made) for one in events)))


def test_a_calendar_moves_cancels_and_revives_and_drops_if_it_is_complete(cli: Cli) -> None:
    may, june = ("may", "20990504", "CONFIRMED"), ("june", "20990601", "CONFIRMED")
    assert "2 event.recorded" in cli.ok("import", calendar(may, june))
    assert "nothing to append" in cli.ok("import", calendar(may))
    for made, change, kind in (
        ("20180102", ("june", "20990601", "CANCELLED"), "event.cancelled"),
        ("20180103", june, "event.recorded"),
        ("20180104", ("june", "20990608", "CONFIRMED"), "event.recorded"),
    ):
        for said in (f"1 {kind}", "nothing to append"):
            assert said in cli.ok("import", calendar(may, change, made=made))
    cli.ok("import", calendar(may), "--complete", "--dry-run")
    for said in ("1 event.cancelled", "nothing to append"):
        assert said in cli.ok("import", calendar(may), "--complete")
    assert json.loads(cli.ok("show", "june", "--json"))["phase"] == "cancelled"


@pytest.mark.parametrize("more", [("--skip-bad",), ("-O", "end=2027-01-01")])
def test_what_is_left_out_must_not_be_cancelled(cli: Cli, more: tuple[str, ...]) -> None:
    file = calendar(("may", "20990504", "CONFIRMED"))
    assert "--complete would cancel" in cli.refused("import", file, "--complete", *more, code=2)


def test_what_is_doubtful_in_new_entries_is_kept_with_a_warning(cli: Cli) -> None:
    cli.ok("import", table("signing,Signed,2018-10-05,scheduled,,,,,Hindu,2018-10-01"))
    early = table("signing,Signed,2018-10-05,occurred,,,,,Hindu,2018-10-02", "x,X,2018-10-03,,,,,,Hindu,2018-10-04")
    said = "event 'signing' is said to have occurred 2018-10-05, yet that was known 2018-10-02, before it could have"
    assert cli.warned("import", early, "--dry-run") == f"Warning: {said}"
    told = cli.warned("import", early)
    (entry,) = [
        e["id"] for e in cli.entries() if (e["data"].get("event"), e["data"].get("phase")) == ("signing", "occurred")
    ]
    assert told == f"Warning: {said}; it is kept, `timeline correct {entry[:8]} --on DATE` puts it right"
    assert cli.warned("import", early) == ""


def test_of_many_doubts_some_are_shown(cli: Cli) -> None:
    rows = [f"e{n},E,2018-10-05,occurred,,,,,Hindu,2018-10-02" for n in range(22)]
    told = cli.warned("import", table(*rows))
    assert told.count("Warning: event 'e") == 20
    assert told.endswith("Warning: and 2 more doubts, which `timeline check` lists")


def test_too_many_to_be_looked_over_are_left_to_check(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "LOOKED_OVER", 1)
    rows = table(*(f"e{n},E,2018-10-05,occurred,,,,,Hindu,2018-10-02" for n in range(2)))
    assert "look" not in cli.ok("import", rows, "--dry-run")
    assert cli.ok("import", rows).endswith("\nso many are not looked over here: see `timeline check`\n")


def test_a_row_edited_under_the_report_it_had_corrects_that_report(cli: Cli) -> None:
    """Whoever had it moved later says so in a later report."""
    cli.ok("import", table(ROWS[2]))
    entry, moved = cli.entries()[-1]["id"], ROWS[2].replace("Jan 2019", "Feb 2019")
    assert cli.ok("import", table(moved)) == "appended 1 entry: 1 event.corrected\n"
    assert cli.last() == {"entry": entry, "fields": {"when": "2019-02"}}
    later = table(moved.replace("Feb 2019", "Mar 2019").replace("6 Oct 2018", "7 Nov 2018"))
    assert cli.ok("import", later) == "appended 1 entry: 1 event.recorded\n"


def test_another_phase_in_the_same_report_is_refused_and_both_are_named(cli: Cli) -> None:
    cli.ok("import", table(ROWS[2]))
    entry = cli.entries()[-1]["id"][:8]
    said = cli.refused("import", table(ROWS[2].replace("scheduled", "cancelled")))
    assert said.startswith(
        f"rows.csv:2: field phase: cancelled, but entry {entry} of the log says scheduled in the same"
    )
    cli.ok("import", table(ROWS[2].replace("scheduled", "cancelled").replace("6 Oct", "7 Oct")))
    assert cli.json("show", "visit")["phase"] == "cancelled"


def test_two_rows_of_one_report_that_contradict_each_other_are_refused(cli: Cli) -> None:
    rows = table(ROWS[2], ROWS[2].replace("Jan 2019", "Feb 2019"))
    said = "rows.csv:3: field when: '2019-02', but rows.csv:2 says '2019-01' in the same report of event 'visit'"
    assert cli.refused("import", rows).startswith(said)
    assert said in cli.warned("import", rows, "--skip-bad")
    assert cli.last()["when"] == "2019-01"
    assert "nothing to append" in cli.run("import", rows, "--skip-bad").stdout


def test_rows_without_an_event_that_say_the_same_are_told(cli: Cli) -> None:
    rows = file("rows.csv", "title,when,known", *["Signed,2018-10-05,2018-10-06"] * 2)
    assert cli.warned("import", rows) == (
        "Warning: 1 row says what rows.csv:2 says (rows.csv:3), and became one event: if they are several, give each "
        "an id in a column event"
    )


def test_what_was_corrected_here_is_put_back_only_when_asked_for(cli: Cli) -> None:
    rows = table(ROWS[0], ROWS[2])
    cli.ok("import", rows)
    signing, visit = (entry["id"][:8] for entry in cli.entries()[-2:])
    cli.ok("correct", "signing", "--on", "2018-10-04", "--title", "Signed", "--set", "deal.value=6bn USD")
    cli.ok("correct", "visit", "--title", "Visit")
    before = cli.entries()
    told = cli.warned("import", rows)
    assert cli.entries() == before
    assert told == " ".join(
        f"Warning: rows.csv:{line}: left out {what} of event {event!r} (Hindu, 2018-10-06): it was corrected away in "
        f"entry {entry}; --put-back corrects it back"
        for line, what, event, entry in (
            (2, "when '2018-10-05'", "signing", signing),
            (2, "title 'Deal signed'", "signing", signing),
            (2, "deal.value '~5bn USD'", "signing", signing),
            (3, "title 'Visit, planned'", "visit", visit),
        )
    )
    assert cli.ok("import", rows, "--put-back").startswith("appended 2 entries: 2 event.corrected\n")
    assert (cli.json("show", "visit")["title"], cli.warned("import", rows)) == ("Visit, planned", "")
