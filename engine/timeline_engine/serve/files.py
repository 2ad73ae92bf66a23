"""Files of an answer: `/summary.xlsx`, `.csv`, `.md`, `.svg`."""

from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from .exports import respond_with
from .problems import not_found
from .serving import read_query


class _Format(NamedTuple):
    exporter: str
    media: str
    takes_days: bool = False


FORMATS = {
    "csv": _Format("csv", "text/csv; charset=utf-8"),
    "md": _Format("markdown", "text/markdown; charset=utf-8"),
    "svg": _Format("svg", "image/svg+xml", takes_days=True),
    "xlsx": _Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""By suffix."""


async def summary(request: Request) -> Response:
    """The answer as a file."""
    suffix = request.path_params["suffix"]
    if suffix not in FORMATS:
        raise not_found()
    exporter, media, takes_days = FORMATS[suffix]
    query = read_query(request, "issue", *(("from", "until") if takes_days else ()))
    return await respond_with(request, query, query.all("issue"), exporter, media, f"summary.{suffix}")
