"""Whatever the library is given in place of what it takes, it says so: which field, what it is, what it must be."""

import datetime
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import attrs
import pytest

from support import memory_log
from timeline_engine import (
    Claim,
    Quantity,
    Row,
    Source,
    TimelineError,
    create_log,
    export,
    import_rows,
    open_log,
    project,
    read,
    record,
    verify,
)
from timeline_engine.dates import Zone
from timeline_engine.entries import BODIES, EventCorrected, EventOccurred, EventRecorded, IssueDefined
from timeline_engine.errors import FieldError, shortened
from timeline_engine.log import MemoryLog
from timeline_engine.merging import merge
from timeline_engine.model import Attribute, format_value, parse_value
from timeline_engine.plugins import export_diff, read_rows
from timeline_engine.recording import append, read_state
from timeline_engine.view.check import check, check_json
from timeline_engine.view.diff import diff as between
from timeline_engine.view.diff import diff_json, diff_questions, read_question
from timeline_engine.view.json.contract import json_text, to_json
from timeline_engine.view.search import search, search_json
from timeline_engine.view.why import why, why_json
from timeline_engine.view.words import phrases

DAY = datetime.date(2018, 1, 1)
WRONG = {
    "None": None, "5": 5, "1.5": 1.5, "True": True, "bytes": b"x", "date": DAY, "list": ["x"], "numbers": [5],
    "nothing": [None], "dict": {"a": 1}, "set": {"a"}, "object": object(), "a class": Claim, "long": 10**5000,
    "text file": StringIO(),
}  # fmt: skip

LOG, MEMORY = open_log(Path(__file__).parents[1] / "events"), memory_log()
VIEW = project(LOG, "2018-12-04")
FOUND = diff_questions(LOG, read_question("2018-12-03"), read_question("2018-12-04"))
EVENT, ISSUE = VIEW.events[0], VIEW.issues[0]
STATE, ZONE = ISSUE.attributes["status"], VIEW.zone

Call = tuple[Callable[..., Any], dict[str, Any]]
CALLS: list[Call] = [
    (open_log, {"url_or_path": "memory:"}),
    (create_log, {"path": "memory:", "title": "T", "zone": "UTC", "log_id": "x"}),
    (project, {"log": LOG, "as_of": "2018", "known_by": "2018", "hindsight": False, "recorded_by": "2030"}),
    (project, {"log": LOG, "as_of": "2018", "issues": ["iran-oil"]}),
    (verify, {"log": LOG, "kept": None}),
    (read, {"log": LOG}),
    (read(LOG).at, {"as_of": "2018", "known_by": "2018", "hindsight": False, "recorded_by": "2030", "issues": []}),
    (VIEW.why, {"subject": "iran-oil"}),
    (between, {"before": VIEW, "after": VIEW}),
    (import_rows, {"log": MEMORY, "rows": [], "now": 5}),
    (export, {"view": VIEW, "name": "text", "out": BytesIO(), "width": "60"}),
    (why, {"log": LOG, "subject": "iran-oil", "as_of": "2018-12-04", "known_by": "2018-12-04", "hindsight": False}),
    (why_json, {"found": why(LOG, "iran-oil", "2018-12-04"), "limit": 5}),
    (diff_questions, {"log": LOG, "before": read_question("2018"), "after": read_question("2019"), "issues": []}),
    (diff_json, {"found": FOUND}),
    (read_question, {"text": "2018", "recorded_by": "2018"}),
    (search, {"view": VIEW, "text": "oil", "limit": 5}),
    (search_json, {"found": search(VIEW, "oil")}),
    (check, {"log": LOG, "as_of": "2018"}),
    (check_json, {"checked": check(LOG, "2018")}),
    (to_json, {"view": VIEW}),
    (parse_value, {"text": "5"}),
    (format_value, {"value": 5}),
    (read_rows, {"data": BytesIO(b"title\n"), "name": "csv", "file": "f.csv", "options": {"known": "2018"}}),
    (export_diff, {"found": FOUND, "file": "f.txt", "out": BytesIO()}),
    (merge, {"other": MEMORY, "here": MEMORY, "state": read_state(MEMORY)}),
    (Zone, {"name": "UTC"}),
    (partial(phrases.when_words, zone=ZONE), {"revision": EVENT.revision}),
    (phrases.since_words, {"attribute": STATE, "zone": ZONE}),
    (phrases.attribute_words, {"attribute": STATE}),
    (phrases.claimant_words, {"claim": STATE.winner}),
    (phrases.claims_words, {"event": EVENT}),
    (partial(phrases.source_words, zone=ZONE), {"source": EVENT.revision.sources[0]}),
    (partial(phrases.moves_words, zone=ZONE), {"revision": EVENT.revision}),
    (phrases.flags_words, {"issue": ISSUE}),
    (phrases.clocks_words, {"question": VIEW.question}),
]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written after all is not written into the checkout."""
    monkeypatch.chdir(tmp_path)


def _slots() -> Iterator[Any]:
    for function, given in CALLS:
        for name in given:
            yield pytest.param(function, given, name, id=f"{getattr(function, 'func', function).__name__}-{name}")


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize(("function", "given", "name"), [*_slots()])
def test_a_function(function: Callable[..., Any], given: dict[str, Any], name: str, wrong: Any) -> None:
    """It may take it, but if it does not, then with a sentence."""
    said = _call(function, **{**given, name: wrong})
    items = map(shortened, [*wrong, *getattr(wrong, "values", list)()]) if isinstance(wrong, list | dict | set) else ()
    assert not said or any(part in said for part in (shortened(wrong), *items, "file", "digits", "nothing was known"))


@pytest.mark.parametrize(("function", "given"), CALLS)
def test_what_fits_is_taken(function: Callable[..., Any], given: dict[str, Any]) -> None:
    assert _call(function, **given) == ""


def _call(function: Callable[..., Any], **given: Any) -> str:
    """What it says if it refuses something."""
    if isinstance(file := given.get("data"), BytesIO):
        file.seek(0)
    try:
        function(**given)
    except TimelineError as error:
        return str(error)
    return ""


MADE: dict[type, dict[str, Any]] = {
    Claim: {"issue": "i", "attribute": "a", "value": 1},
    Quantity: {"amount": 1},
    Source: {},
    Attribute: {},
    IssueDefined: {"issue": "i", "title": "t"},
    **{kind: {"event": "e", "title": "t", "entry": "x"} for kind in BODIES.values() if kind is not IssueDefined},
}
TAKES: dict[str, tuple[str, ...]] = {
    "value": ("5", "1.5"), "amount": ("5", "1.5"), "upper": ("5", "1.5"), "void": ("True",), "fields": ("dict",),
    "issues": ("list",), "actors": ("list",), "allowed": ("list", "numbers"),
}  # fmt: skip


def _fields() -> Iterator[Any]:
    for kind, said in MADE.items():
        names = [field.name for field in attrs.fields(kind)]
        given = {name: value for name, value in said.items() if name in names}
        for name in names:
            yield pytest.param(kind, given, name, id=f"{kind.__name__}-{name}")


@pytest.mark.parametrize("word", WRONG)
@pytest.mark.parametrize(("kind", "given", "name"), [*_fields()])
def test_a_field(kind: type, given: dict[str, Any], name: str, word: str) -> None:
    optional = attrs.fields_dict(kind)[name].default is None
    if word in TAKES.get(name, ()) or (word == "None" and optional):
        kind(**given, **({name: WRONG[word]} if name not in given else {}))
        return
    with pytest.raises(FieldError, match=rf"^{kind.__name__}: .*{name}\b"):
        kind(**{**given, name: WRONG[word]})


@pytest.mark.parametrize("name", Row.__struct_fields__)
@pytest.mark.parametrize("word", ["bytes", "date", "object", "numbers", "nothing"])
def test_a_row(name: str, word: str) -> None:
    log = memory_log()
    said = {"at": "row 1", "event": "e", "title": "E", "when": "2018", "issue": "i", name: WRONG[word]}
    with pytest.raises(TimelineError, match=rf"field {name}(\[0\])? is .*, it must be "):
        import_rows(log, [Row(**said)])
    assert log.head().seq == 0


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (
            lambda: EventRecorded(event="e", title="E", when=DAY),  # type: ignore[arg-type]
            "EventRecorded: when is datetime.date(2018, 1, 1), it must be a date as text, like '2018-01-01'",
        ),
        (
            lambda: EventOccurred(event="e", claims="oil=ended"),  # type: ignore[arg-type]
            "EventOccurred: claims is 'oil=ended', it must be a list of Claims: write ['oil=ended']",
        ),
        (
            lambda: EventOccurred(event="e", claims=("oil=ended",)),  # type: ignore[arg-type]
            "EventOccurred: claims[0] is 'oil=ended', it must be a Claim",
        ),
        (
            lambda: EventOccurred(event="e", sources=({"url": "x"},)),  # type: ignore[arg-type]
            "EventOccurred: sources[0] is {'url': 'x'}, it must be a Source",
        ),
        (
            lambda: EventRecorded(event="e", title="E", issues="oil"),  # type: ignore[arg-type]
            "EventRecorded: issues is 'oil', it must be a list of texts: write ['oil']",
        ),
        (
            lambda: EventRecorded(event="e", title="E", phase="over"),  # type: ignore[arg-type]
            "EventRecorded: phase is 'over', it must be 'occurred' or 'scheduled'",
        ),
        (
            lambda: IssueDefined(issue="i", title="I", attributes={"cost": "estimate"}),  # type: ignore[dict-item]
            "IssueDefined: attributes[cost] is 'estimate', it must be an Attribute",
        ),
        (lambda: Claim("i", "a", None), "Claim: value is None, it must be a text, a number or a Quantity"),  # type: ignore[arg-type]
        (lambda: open_log(None), "open_log: url_or_path is None, it must be a text or a Path"),  # type: ignore[arg-type]
        (
            lambda: create_log("memory:", title=None, zone="UTC"),  # type: ignore[arg-type]
            "create_log: title is None, it must be a text",
        ),
        (
            lambda: project(LOG, "2018", issues="iran-oil"),
            "project: issues is 'iran-oil', it must be a list of texts: write ['iran-oil']",
        ),
        (lambda: project(LOG, "2018", issues=[5]), "issue 5: write its id as text"),  # type: ignore[list-item]
        (
            lambda: project(LOG, "2018", known_by=5),  # type: ignore[arg-type]
            "project: known_by is 5, it must be a date as text, like '2018-12-04', or a date",
        ),
        (
            lambda: diff_questions(LOG, "2018", read_question("2019")),  # type: ignore[arg-type]
            "diff_questions: before is '2018', it must be a Question",
        ),
        (
            lambda: export(VIEW, "text", BytesIO(), width=60),  # type: ignore[arg-type]
            "option 'width' is 60: write it as text, like '60'",
        ),
        (lambda: append(MEMORY, 5), "append: plan is 5, it must be a function"),  # type: ignore[arg-type]
        (lambda: json_text(object), "json_text: data is <class 'object'>, it must be JSON data: "),
    ],
)
def test_the_sentence(make: Callable[[], object], sentence: str) -> None:
    with pytest.raises(TimelineError) as error:
        make()
    assert str(error.value) == sentence or (str(error.value).startswith(sentence) and sentence.endswith(": "))


def test_what_is_recorded_and_appended() -> None:
    log = memory_log()
    for wrong in WRONG.values():
        with pytest.raises(TimelineError, match="cannot be recorded: give"):
            record(log, wrong)
        with pytest.raises(TimelineError, match="cannot be recorded: give"):
            append(log, lambda state, wrong=wrong: [wrong])
        if wrong is not None:
            with pytest.raises(TimelineError):
                log.append([], wrong)
    assert log.head().seq == 0
    assert isinstance(create_log("memory:", title="T", zone="UTC"), MemoryLog)


def test_what_is_taken_as_lists_comes_back_as_it_was() -> None:
    """A list does where a tuple is named, as people write lists."""
    log = memory_log()
    record(log, IssueDefined(issue="i", title="I"))
    record(log, EventRecorded(event="e", title="E", when="2018", actors=["A"], claims=[Claim("i", "status", "x")]))  # type: ignore[arg-type]
    (issue,) = project(log, "2030").issues
    assert issue.status
    assert issue.status.value == "x"


def test_a_call_that_lacks_something_is_the_error_it_always_was() -> None:
    with pytest.raises(TypeError, match="missing"):
        project()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="missing"):
        Claim("i")  # type: ignore[call-arg]


class Text(str):
    """As NumPy's are: a text, and yet not what JSON takes."""


class Figure(float):
    """The same of a number."""


def test_texts_and_numbers_of_other_types_are_taken_as_pythons_own() -> None:
    claim = Claim("i", "a", Quantity(Figure(5.5), Text("USD")))
    told = EventRecorded(event="e", title=Text("T"), when="2018", actors=(Text("x"),), claims=(claim,))
    assert [type(told.title), type(told.actors[0]), type(told.claims[0].value.amount)] == [str, str, float]  # type: ignore[union-attr]
    fields = EventCorrected(entry="e1", fields={"title": Text("U"), "actors": [Text("y")]}).fields
    assert [type(fields["title"]), type(fields["actors"][0])] == [str, str]


def test_what_a_view_is_asked_for_is_looked_at() -> None:
    view = project(memory_log(), "2018")
    for wrong in (lambda: view.event([]), lambda: view.issue(5), lambda: view.phase("zz"), lambda: view.phase([])):  # type: ignore[arg-type]
        with pytest.raises(FieldError):
            wrong()
