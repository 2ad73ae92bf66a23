"""The styles and scripts of pages, as files of their own: the policy of every answer forbids any within a page."""

from datetime import UTC, datetime
from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from ..plugins import exporter
from ..view.ports import PageExporter
from .made import Made, tag_of
from .problems import not_found

_MEDIA = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


async def asset(request: Request) -> Response:
    """One of the files that the exporter of pages puts beside them."""
    found = _assets().get(request.path_params["name"])
    if found is None:
        raise not_found()
    return found.response(request.headers, request.method, datetime.now(UTC))


@cache
def _assets() -> dict[str, Made]:
    pages = exporter("html", {"assets": ""})
    assert isinstance(pages, PageExporter)
    return {name: _made(name, body) for name, body in pages.beside().items()}


def _made(name: str, body: bytes) -> Made:
    return Made.of(body, _MEDIA[name.rpartition(".")[2]], tag_of(body), None)
