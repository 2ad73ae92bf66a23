"""The answer as an exporter writes it: what calendars and files are made of."""

from collections.abc import Mapping
from io import BytesIO

from starlette.requests import Request
from starlette.responses import Response

from ..log.ending import Ending
from ..plugins import export
from ..view.answer import Question
from .answers import Answers
from .made import NO_CACHE
from .query import Query
from .serving import Asked, respond


async def respond_with(
    request: Request,
    query: Query,
    issues: tuple[str, ...],
    exporter: str,
    media: str,
    file: str,
    fixed: Mapping[str, str] = {},
    cache: str = NO_CACHE,
    alone: bool = False,
) -> Response:
    """Send what an exporter makes of the answer to a query on these issues, none: on all.

    ``fixed`` are options of the exporter beside the days that the query gives; ``file``, ``cache`` and ``alone``,
    which is so of issues that are named, see `Asked`.
    """
    question, options = query.question(), {**fixed, **days_of(query)}
    asked = Asked(
        kind=exporter,
        media=media,
        questions=(question,),
        issues=issues,
        more=tuple(options.items()),
        today=query.today_of(Query.question, days_of),
        scope="few" if issues else "all",
        file=file,
        cache=cache,
        alone=alone and bool(issues),
    )
    return await respond(request, asked, lambda answers: exported(answers, question, issues, exporter, options))


def days_of(query: Query) -> dict[str, str]:
    """The first and the last day that a file or calendar is to have, as options of its exporter. Raises Problem."""
    days = {"start": query.date("from"), "end": query.date("until")}
    return {name: text for name, text in days.items() if text}


def exported(
    answers: Answers, question: Question, issues: tuple[str, ...], name: str, options: Mapping[str, str]
) -> tuple[bytes, Ending]:
    """The answer in the format of an exporter. Raises TimelineError."""
    view, ending = answers.view(question, issues)
    out = BytesIO()
    export(view, name, out, **options)
    return out.getvalue(), ending
