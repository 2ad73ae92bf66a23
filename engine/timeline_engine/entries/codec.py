"""One entry, one line: the versioned JSON form of the log, upcast to the newest version on read.

A line is ``{"seq", "id", "recorded", "kind", "v", "data", "prev"}``; see docs/log-format.md.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, overload

import attrs
import msgspec

from ..errors import TimelineError
from .entry import RECORDING, Draft, Entry, read_said
from .gist import Gists
from .kinds import BODIES, Body, BodyT, EventCorrected, EventRecorded
from .shapes import shaped

_DEEPEST = 16  # levels in what a correction says of a field, where four are of use
_TOO_DEEP = "it is nested deeper than any entry"

Upcast = Callable[[dict[str, Any]], dict[str, Any]]

VERSION = 1
"""The version that is written, for every kind."""

UPCASTS: dict[tuple[str, int], Upcast] = {}
"""``(kind, v)`` to the function that lifts its data to ``v + 1``. Stored bytes are never rewritten."""


class CodecError(TimelineError):
    """A line that is no entry; the message ends with the path of the fault, like ``$.data.claims[0].value``."""


class NewerError(CodecError):
    """An entry of a kind or version that this program does not know."""


class Line(msgspec.Struct, frozen=True, gc=False):
    """The envelope of a line, its data still undecoded."""

    seq: int
    id: Annotated[str, msgspec.Meta(min_length=1)]
    recorded: str
    kind: str
    v: Annotated[int, msgspec.Meta(ge=1)]
    data: msgspec.Raw
    prev: str


class _Shaped(msgspec.Struct, gc=False):
    """The same to be written, its data a struct."""

    seq: int
    id: str
    recorded: str
    kind: str
    v: int
    data: msgspec.Struct
    prev: str


class Codec:
    """Lines to entries and back. ``upcasts`` lifts old data, ``version`` is the newest it knows."""

    def __init__(self, upcasts: Mapping[tuple[str, int], Upcast] = UPCASTS, version: int = VERSION) -> None:
        self._upcasts = upcasts
        self._version = version
        self._gists = Gists()
        self._line = msgspec.json.Decoder(Line)
        self._decoders: dict[str, Callable[[msgspec.Raw], Body]] = {
            kind: msgspec.json.Decoder(body).decode for kind, body in BODIES.items()
        }

    def envelope(self, line: bytes) -> Line:
        """Read the outside of a line. Raises CodecError."""
        return self.envelopes((line,))[0]

    def envelopes(self, lines: Sequence[bytes]) -> list[Line]:
        """Read the outside of each line. Raises CodecError at the first that is none."""
        decode = self._line.decode
        try:
            return [decode(line) for line in lines]
        except msgspec.MsgspecError as error:
            raise CodecError(f"not an entry: {error}") from error
        except UnicodeDecodeError as error:
            raise CodecError(f"not UTF-8 text: {error}") from error
        except RecursionError as error:
            raise CodecError(f"not an entry: {_TOO_DEEP}") from error

    def entry(self, line: Line) -> Entry:
        """Read the entry in an envelope, upcast if it is of an older version. Raises CodecError."""
        return self.entries((line,))[0]

    def entries(self, lines: Sequence[Line]) -> list[Entry]:
        """Read the entry in each envelope. Raises CodecError at the first that is none."""
        self._gists.forget()
        gist, version, found = self._gists.of, self._version, list[Entry]()
        for line in lines:
            read = read_said.get(line.kind) if line.v == version else None
            if read is None:
                found.append(Entry(line.seq, line.id, line.recorded, self.body(line)))
                continue
            try:
                said = read(line.data)
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                self.body(line)  # which says what is wrong
                raise
            if isinstance(said, RECORDING):
                found.append(Entry(line.seq, line.id, line.recorded, bytes(line.data), gist(said)))
            else:
                found.append(Entry(line.seq, line.id, line.recorded, said))
        return found

    def bodies(self, lines: Sequence[Line]) -> list[Body]:
        """Read what each envelope carries, as `body` does. Raises CodecError, NewerError at the first that fails."""
        version, found = self._version, list[Body]()
        for line in lines:
            read = read_said.get(line.kind) if line.v == version else None
            try:
                found.append(read(line.data) if read else self.body(line))
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                found.append(self.body(line))  # which says what is wrong
        return found

    def body(self, line: Line) -> Body:
        """Read what an envelope carries, as the class of its kind. Raises CodecError, NewerError."""
        decode = self._decoders.get(line.kind)
        if decode is None or line.v > self._version:
            raise NewerError(
                f"kind {line.kind!r} version {line.v} is unknown here: it was written by a newer timeline, upgrade"
            )
        try:
            if line.v == self._version:
                body = decode(line.data)
            else:
                body = msgspec.convert(self._lift(line), BODIES[line.kind])
        except msgspec.MsgspecError as error:
            raise CodecError(f"not a valid {line.kind}: {str(error).replace('`$', '`$.data')}") from error
        except UnicodeDecodeError as error:
            raise CodecError(f"not UTF-8 text: {error}") from error
        except RecursionError as error:
            raise CodecError(f"not a valid {line.kind}: {_TOO_DEEP}") from error
        if isinstance(body, EventCorrected) and _is_deep(body.fields):
            raise CodecError(f"not a valid {line.kind}: {_TOO_DEEP}")
        return body

    def _lift(self, line: Line) -> dict[str, Any]:
        data: dict[str, Any] = msgspec.json.decode(line.data)
        for version in range(line.v, self._version):
            upcast = self._upcasts.get((line.kind, version))
            data = upcast(data) if upcast else data
        return data

    def line(self, draft: Draft, seq: int, recorded: str, prev: str) -> bytes:
        """Write a draft as the line it becomes, without the newline."""
        data = self.data(draft.body)
        return msgspec.json.encode(Line(seq, draft.id, recorded, draft.body.KIND, self._version, data, prev))

    def shaped_line(self, draft: Draft, seq: int, recorded: str, prev: str) -> bytes | None:
        """The same line in a fraction of the time, if what the draft says is sure to read back equal; see `shaped`."""
        said = shaped(draft.body)
        if said is None or not draft.id or type(draft.id) is not str:
            return None
        return msgspec.json.encode(_Shaped(seq, draft.id, recorded, draft.body.KIND, self._version, said, prev))

    def data(self, body: Body) -> msgspec.Raw:
        """Write a body in its one canonical form: fields in class order, what is not said left out."""
        return msgspec.Raw(msgspec.json.encode(to_data(body)))


def _as_data(said: Body) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(said) if isinstance(said, msgspec.Struct) else to_data(said)
    return data


def to_data(body: Any) -> dict[str, Any]:
    """A model object as plain JSON data: what is not said (null, empty list, false) is left out."""
    kind: type = type(body)
    names, values, texts = _fields(kind)
    return {
        name: value if type(value) is str else _plain(value)
        for name, value in zip(names, values(body), strict=True)
        if value is not None
        and value is not False
        and value != ()
        and value != []
        and (value != "" or name not in texts)
    }


def _plain(value: Any) -> Any:
    kind: type = type(value)
    if kind is tuple or kind is list:
        return [_plain(item) for item in value]
    if kind is dict:
        return {key: _plain(item) for key, item in value.items()}
    return to_data(value) if _is_model(kind) else value


def _is_deep(data: Any) -> bool:
    """Whether JSON data is nested deeper than anything that an entry says, and than code may follow it."""
    level = [data]
    for _ in range(_DEEPEST):
        level = [part for item in level for part in _parts(item)]
    return bool(level)


def _parts(data: Any) -> Iterable[Any]:
    return data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()


@cache
def _is_model(kind: type) -> bool:
    return attrs.has(kind)


@cache
def _fields(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], frozenset[str]]:
    """The names of the fields of a model class, each of which has several; what takes their values at once; and the
    names of those that say nothing as an empty text."""
    names = tuple(a.name for a in attrs.fields(kind))
    return names, attrgetter(*names), frozenset(a.name for a in attrs.fields(kind) if a.default == "")


@overload
def correct(said: BodyT, fields: Mapping[str, Any]) -> BodyT: ...
@overload
def correct(said: bytes, fields: Mapping[str, Any]) -> EventRecorded: ...
def correct(said: Body | bytes, fields: Mapping[str, Any]) -> Body:
    """What an entry says, with ``fields`` (plain JSON data) in place of its own; null removes. Raises CodecError."""
    kind: type[Body] = EventRecorded if isinstance(said, bytes) else BODIES[said.KIND]
    data = msgspec.json.decode(said) if isinstance(said, bytes) else _as_data(said)
    left = {key: value for key, value in (data | dict(fields)).items() if value is not None}
    try:
        return msgspec.convert(left, kind)
    except msgspec.MsgspecError as error:
        raise CodecError(f"the correction makes no valid {kind.KIND}: {error}") from error
