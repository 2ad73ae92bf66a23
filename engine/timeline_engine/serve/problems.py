"""What is told of a request that is not answered: one sentence, as RFC 9457 has it."""

from http import HTTPStatus
from traceback import extract_tb

from starlette.requests import Request
from starlette.responses import Response

from ..errors import NotInstalled, TimelineError, UnknownId
from ..log import LogError
from ..plugins import PluginError, PluginFailed
from ..view.json.contract import json_text

MEDIA = "application/problem+json"
NOTED = "timeline.error"
"""Under this name an error is noted in the scope of a request."""
RETRY_SECONDS = 2


class Problem(TimelineError):
    """A request that is not answered, with the status of HTTP that says so."""

    def __init__(self, status: HTTPStatus, said: str) -> None:
        super().__init__(said)
        self.status = status


FAILED = Problem(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "this could not be answered, which is a mistake of the program; whoever runs it finds more in its log",
)

ENDING = Problem(HTTPStatus.SERVICE_UNAVAILABLE, "the server ends: ask again in a while")


def bad(said: str) -> Problem:
    """What was asked is no question."""
    return Problem(HTTPStatus.BAD_REQUEST, said)


def not_found() -> Problem:
    """There is nothing at an address, or nothing for who asks: both are told alike."""
    return Problem(HTTPStatus.NOT_FOUND, "there is nothing at this address")


def problem(error: TimelineError) -> Response:
    """The response that tells of an error."""
    return Response(body_of(error), _status(error).value, headers_of(error))


def body_of(error: TimelineError) -> bytes:
    """What tells of it."""
    status = _status(error)
    said = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": _sentence(error)}
    return (json_text(said) + "\n").encode()


def told(request: Request, error: Exception) -> Response:
    """The same, as Starlette asks for it. What whoever runs the server has to know is noted for the log of requests."""
    assert isinstance(error, TimelineError)
    if isinstance(error, PluginFailed):
        request.scope[NOTED] = where(error.__cause__ or error)
    elif isinstance(error, LogError):
        request.scope[NOTED] = str(error)
    return problem(error)


def where(error: BaseException) -> str:
    """What kind of error it was, and where; not what it says, which may quote the address."""
    frames = extract_tb(error.__traceback__)
    return f"{type(error).__name__} at {frames[-1].filename}:{frames[-1].lineno}" if frames else type(error).__name__


def _status(error: TimelineError) -> HTTPStatus:
    if isinstance(error, Problem):
        return error.status
    if isinstance(error, UnknownId):
        return HTTPStatus.NOT_FOUND
    if isinstance(error, LogError):
        return HTTPStatus.SERVICE_UNAVAILABLE
    if isinstance(error, PluginFailed):
        return FAILED.status
    is_lacking = isinstance(error, PluginError | NotInstalled)  # here, and nothing is wrong with the question
    return HTTPStatus.NOT_IMPLEMENTED if is_lacking else HTTPStatus.BAD_REQUEST


def _sentence(error: TimelineError) -> str:
    """What is wrong; where files of the log are, and what is wrong with them, is for who runs the server."""
    if isinstance(error, LogError):
        return "the log cannot be read at present; whoever runs this server finds out by `timeline verify`"
    return str(FAILED if isinstance(error, PluginFailed) else error)


def headers_of(error: TimelineError) -> dict[str, str]:
    """The headers of what tells of it."""
    status, headers = _status(error), {"Content-Type": MEDIA, "Cache-Control": "no-store"}
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        headers["Retry-After"] = str(RETRY_SECONDS)
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Basic realm="timeline", charset="UTF-8"'
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = "GET, HEAD"
    return headers
