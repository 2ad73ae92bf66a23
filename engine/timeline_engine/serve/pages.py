"""Pages: `/`, `/issues`, `/issues/ID`, `/diff`, `/events/ID`. Each says what the command of that question prints."""

import re
from collections.abc import Callable
from io import BytesIO
from urllib.parse import urlencode

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from ..errors import pick
from ..log.ending import Ending
from ..plugins import export
from ..view import View
from ..view.answer import Question
from ..view.summary import Line, Summary
from ..view.why import claimed_attributes, why_event_of, why_of
from ..view.words.diff import diff_paragraphs
from ..view.words.event import STEP_HEADERS, Told, event_paragraphs, step_row
from ..view.words.issue import events_paragraphs, state_paragraphs
from ..view.words.phrases import begin_words, clocks_words, when_words
from ..view.words.why import why_event_paragraphs, why_paragraphs
from .addresses import calendar_address, issue_address
from .answers import Answers
from .layout import ASSETS, Links, Origin, anchors, clock_form, end_text, field, hidden, links_of, page, query_of, sent
from .markup import Linking, Markup, joined, table, tag
from .query import RECORDED_BY, Query, ends_of
from .serving import Asked, Make, read_query, respond, serving

MEDIA = "text/html; charset=utf-8"
LIMIT = 10
"""How many of a kind are shown, as in the terminal."""

_WEEK = 7
_HEADERS = ("Issue", "Status", "Since", "Last", "Next", "Flags")


async def home(request: Request) -> Response:
    """The page of the `html` exporter; of a large log, whose page nobody could load, the table of its issues."""
    query = read_query(request, "issue")
    question, only, webcal = query.question(), query.all("issue"), _webcal(_subscribing(request))
    is_today = query.text("as-of") is None
    is_table = not only and serving(request).answers.tabled  # a page of its own, with a tag of its own

    def make(answers: Answers) -> tuple[bytes, Ending]:
        if is_table:
            return _issues_page(answers, question, is_today, webcal)
        view, ending = answers.view(question, only)
        links = [*links_of(question, is_today), ("Link to this answer", f"/?{query_of(question)}"), *webcal]
        out = BytesIO()
        export(view, "html", out, assets=ASSETS, links="\n".join(f"{words}={at}" for words, at in links))
        return out.getvalue(), ending

    return await respond(
        request, _asked("page/issues" if is_table else "page/home", query, question, only, is_today, *webcal), make
    )


async def issues(request: Request) -> Response:
    """The state of every issue in a line, as `timeline project` has it."""
    query = read_query(request)
    question, webcal = query.question(), _webcal(_subscribing(request))
    is_today = query.text("as-of") is None
    asked = _asked("page/issues", query, question, (), is_today, *webcal)
    return await respond(request, asked, lambda answers: _issues_page(answers, question, is_today, webcal))


async def issue(request: Request) -> Response:
    """An issue in full, and the evidence behind what holds of it."""
    query, name = read_query(request), request.path_params["issue"]
    question, is_today = query.question(), query.text("as-of") is None
    host = _subscribing(request)

    def body(view: View) -> tuple[str, Markup]:
        state = view[pick(name, view.history.issues, "issue")]
        linking = _linking(view, is_today)
        found = [why_of(view, f"{state.issue}.{attribute}") for attribute in claimed_attributes(state)]
        whys = [linking.of(why_paragraphs(one, LIMIT), 2) for one in found]
        webcal = anchors(_webcal(host, calendar_address(state.issue)))  # whose id the address may shorten
        parts = [linking.of(state_paragraphs(state, view)), clock_form(question), sent(question), webcal]
        return state.title, joined([*parts, linking.of(events_paragraphs(state, view), 1), tag("h2", "Why"), *whys])

    asked = _asked("page/issue", query, question, (name,), is_today, host)
    return await respond(request, asked, _page(lambda answers: answers.view(question, (name,)), is_today, body))


async def event(request: Request) -> Response:
    """An event with every report of it, and the evidence for its date and phase, as `show` and `why` have it."""
    query, name = read_query(request), request.path_params["event"]
    question, is_today = _as_shown(query), query.text("as-of") is None

    def body(view: View) -> tuple[str, Markup]:
        found = why_event_of(view, pick(name, view.history.events, "event"))
        history = view.history.events[found.event.revision.event]
        told, linking = Told.of(history, found.event, view), _linking(view, is_today)
        steps = table(STEP_HEADERS, [step_row(step, view.zone) for step in told.steps])
        remarks = [tag("p", f"{entry[:8]}: {remark}") for entry, remark in told.remarks()]
        unknown = [tag("p", f"{told.unknown} more, not known yet by then")] * bool(told.unknown)
        parts = [linking.of(event_paragraphs(found.event, view)), clock_form(question), sent(question)]
        reports = [tag("h2", "Reports"), steps, *remarks, *unknown]
        why = [tag("h2", "Why"), linking.of(why_event_paragraphs(found, LIMIT), 2)]
        return found.event.revision.body.title, joined([*parts, *reports, *why])

    asked = _asked("page/event", query, question, (), is_today, name)
    return await respond(request, asked, _page(lambda answers: answers.about(question, name), is_today, body))


async def changes(request: Request) -> Response:
    """What changed from one day to another, and why: to today, and from seven days before, if none are named."""
    query = read_query(request, "from", "to", "issue", RECORDED_BY, clocks=False)
    only, days_before = query.all("issue"), serving(request).answers.days_before

    def ends(query: Query) -> tuple[Question, Question]:
        given = {"to": [query.today]} | query.given
        last = query.zone.when(replace(query, given=given).end("to").as_of)
        week_before = days_before(query.zone.day(last.starts), _WEEK)
        return ends_of(replace(query, given={"from": [week_before]} | given))

    before, after = ends(query)

    def make(answers: Answers) -> tuple[bytes, Ending]:
        found, ending = answers.diff(before, after, only)
        linking = Linking(answers.zone, found.after.history.events, query_of(after))
        between = {"from": end_text(before), "to": end_text(after)}
        fields = [tag("label", f"{name.capitalize()} ", field(name, text)) for name, text in between.items()]
        also = [(RECORDED_BY, before.recorded_by)] * bool(before.recorded_by) + [("issue", one) for one in only]
        kept = [hidden(name, text) for name, text in also if text]
        form = tag("form", *fields, *kept, tag("button", "Compare"), method="get")
        address = urlencode([*between.items(), *also])
        link = tag("p", tag("a", "Link to this answer", href=f"?{address}", rel="bookmark"))
        told = linking.of(diff_paragraphs(found))
        return page("What changed", found.after, links_of(after, True), form, link, told), ending

    today = query.today_of(ends)
    asked = Asked(kind="page/diff", media=MEDIA, questions=(before, after), issues=only, today=today, scope="changes")
    return await respond(request, asked, make)


def _asked(
    kind: str, query: Query, question: Question, issues: tuple[str, ...], is_today: bool, *more: object
) -> Asked:
    """What a page depends on. ``is_today``: its links name no day, as its address does not."""
    today = query.today_of(Query.question)
    return Asked(kind=kind, media=MEDIA, questions=(question,), issues=issues, more=(is_today, more), today=today)


Body = Callable[[View], tuple[str, Markup]]
"""The title of a page, and what it tells."""


def _page(ask: Callable[[Answers], tuple[View, Ending]], is_today: bool, body: Body) -> Make:
    def make(answers: Answers) -> tuple[bytes, Ending]:
        view, ending = ask(answers)
        title, told = body(view)
        return page(title, view, links_of(view.question, is_today), told), ending

    return make


def _issues_page(answers: Answers, question: Question, is_today: bool, webcal: Links) -> tuple[bytes, Ending]:
    summary, ending = answers.summary(question)
    query = "" if is_today else query_of(question)
    rows = [_cells(line, summary, query) for line in summary.lines]
    title = tag("h1", f"{summary.log.title}: {clocks_words(question)}")
    parts = (title, clock_form(question), table(_HEADERS, rows), sent(question), anchors(webcal))
    origin = Origin(summary.log, ending.head, summary.zone)
    return page(summary.log.title, origin, links_of(question, is_today), *parts), ending


def _cells(line: Line, summary: Summary, query: str) -> list[str]:
    since = begin_words(line.since, summary.zone) if line.since else "-"
    last, following = (when_words(one, summary.zone) if one else "-" for one in (line.last, line.next))
    link = tag("a", line.issue, href=issue_address(line.issue, query))
    return [link, line.status or "-", since, last, following, line.flags]


def _linking(view: View, is_today: bool) -> Linking:
    return Linking(view.zone, view.history.events, "" if is_today else query_of(view.question))


def _as_shown(query: Query) -> Question:
    """A question about an event, which is asked with hindsight if no clock says otherwise, as by `timeline show`."""
    question = query.question()
    return question if query.given else replace(question, known_by=None)


def _subscribing(request: Request) -> str:
    """The host at which calendar programs subscribe; none where that takes a secret, which nobody can tell any more."""
    host = request.headers.get("host", "")
    return host if serving(request).is_open and re.fullmatch(r"[A-Za-z0-9.:\[\]-]{1,255}", host) else ""


def _webcal(host: str, path: str = "/calendar.ics") -> Links:
    """The link by which they do."""
    return [("Subscribe", f"webcal://{host}{path}")] if host else []
