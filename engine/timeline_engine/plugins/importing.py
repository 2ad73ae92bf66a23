"""Importing a file: read in its format, compared with the log, and what is missing appended."""

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from attrs import frozen

from ..dates import DateError, Zone, date_text, read_moment
from ..entries import Draft
from ..errors import TimelineError, TimelineWarning
from ..fields import typed
from ..log import Log, Receipt, log_at, utc_now
from ..log.folder import log_of
from ..recording import State, append
from ..rows.aside import RowsAside
from ..rows.changing import BY_US, Change
from ..rows.gathering import with_ids
from ..rows.keys import read_key
from ..rows.preview import Preview, preview
from ..rows.reading import left_out as told_left_out
from ..view.ports import LeftOut, Row
from .installed import IMPORTERS, by_suffix
from .making import options_of
from .named import with_source
from .presets import with_preset
from .streams import writing
from .using import File, export_rows, path_of, rows_of

Tell = Callable[[str], None]


@frozen
class Imported:
    """What importing a file came to: the receipts of what was appended, and the ids of the issues it defined.

    ``refused`` has an error for each row that was left out, ``warnings`` a sentence on all that a person should look
    at; each was given as a Python warning, too. ``absent`` are the events that the log has of the file's publishers,
    if the file is a later version of one that was imported, and does not name them (R8.14).
    """

    receipts: tuple[Receipt, ...]
    issues: tuple[str, ...]
    refused: tuple[TimelineError, ...]
    warnings: tuple[str, ...]
    absent: tuple[str, ...] = ()


@typed
def import_file(
    log: Log | str | Path,
    file: File,
    *,
    format: str | None = None,
    map: str | Mapping[str, str] | None = None,
    known: str | date | None = None,
    key: str | Sequence[str] | None = None,
    preset: str | None = None,
    source: str | None = None,
    skip_bad: bool = False,
    only_changes: bool = False,
    put_back: bool = False,
    complete: bool = False,
    ids_to: str | PathLike[str] | None = None,
    overwrite: bool = False,
    now: int | None = None,
    **options: str,
) -> Imported:
    """Append exactly what a file says that the log does not, all or nothing.

    ``file`` is a path or a binary stream, ``format`` the importer (default: by the file's suffix). ``map`` names the
    file's columns, ``{"Date": "when"}``; ``known`` dates what the file does not; ``key`` names the columns that
    identify an event, ``"publisher,title"``, of which rows without an id get theirs (R8.15). ``preset`` names
    the options of a layout, like ``"timelinejs"``; what is given besides wins. ``source`` names options
    that the log keeps in ``timeline.toml``, as ``[import.NAME]``; what is given here wins. ``ids_to`` is a file to
    which the rows are written with these ids, see `writing_ids`. Rows that must be refused are an error, all named;
    with ``skip_bad`` they are left out. ``only_changes`` leaves out reports that agree with what held (R8.6),
    ``put_back`` puts back what was corrected away in the log (R8.5). A file that is ``complete`` cancels what its
    publishers had scheduled and it lacks (R8.9). Further keywords are options of the importer, and those of every
    import: ``dates``, ``pivot``, ``epoch``, ``zone``, ``language``, ``negative``, ``times``, ``pairs``, ``decimal`` and
    ``empty`` say how the file is written (R8.17). ``now`` is the instant of recording, in microseconds since 1970 UTC
    (default: the computer's time).

    What is left out is told with a LeftOut warning, what is doubtful with another TimelineWarning.
    Raises RowError, TimelineError, PluginError, LogError; OSError from the system.
    """
    if complete and (skip_bad or not options.keys().isdisjoint(("start", "end"))):
        raise TimelineError("complete would cancel what skip_bad, or an option start or end, leaves out")
    target, moment = log_at(log), utc_now() if now is None else now
    zone = Zone(target.info.zone)
    today = zone.day(moment)
    said = options | _columns(map) | _known(known, zone, today) | _key(key) | ({"preset": preset} if preset else {})
    given, format = with_source(target, source, said, format, file)
    left_out: list[str] = []
    rows = read_file(file, format, None, given, left_out.append, today)
    made = Preview()

    def plan(state: State) -> Sequence[Draft]:
        nonlocal made
        day = given.get("known", today) if complete else None
        made = preview(
            rows, state, moment, skip_bad=skip_bad, only_changes=only_changes, put_back=put_back, complete=day
        )
        return made.drafts

    with writing_ids(rows, zone, ids_to, overwrite) as unsaid:
        receipts = append(target, plan)
    left_out += told_left_out(made.refused)
    doubtful = [*_doubtful(made), *unsaid]
    for kind, sentences in ((LeftOut, left_out), (TimelineWarning, doubtful)):
        for sentence in sentences:
            warnings.warn(sentence, kind, stacklevel=3)
    return Imported(tuple(receipts), tuple(made.issues), made.refused, (*left_out, *doubtful), made.absent)


def _columns(columns: str | Mapping[str, str] | None) -> dict[str, str]:
    """The option ``map`` as text."""
    if isinstance(columns, Mapping):
        columns = ",".join(f"{header}={column}" for header, column in columns.items())
    return {"map": columns} if columns else {}


def _key(key: str | Sequence[str] | None) -> dict[str, str]:
    """The option ``key`` as text."""
    return {} if key is None else {"key": key if isinstance(key, str) else ",".join(key)}


def _known(known: str | date | None, zone: Zone, today: str) -> dict[str, str]:
    try:
        return {} if known is None else {"known": read_moment(date_text(known), zone, today)}
    except DateError as error:
        raise TimelineError(f"known: {error}") from error


def _doubtful(made: Preview) -> Iterator[str]:
    """What to look at in what was appended, or was not for what stands in the log."""
    if made.empty:
        yield "the file has no rows"
    yield from made.warnings
    yield from made.twins
    for issue, near in made.issues.items():
        if near:
            yield f"issue {issue!r} was not in the log, and is defined{near}"
    for doubt in made.doubts:
        yield f"{doubt.sentence}; entry {doubt.entry} is kept"


def read_file(
    file: File, name: str | None, called: str | None, options: Mapping[str, str], tell: Tell, today: str
) -> RowsAside:
    """The rows of a file in the format ``name`` (default: by its suffix); see `read_rows`.

    ``called`` is what messages call it (default: its path). The options ``map``, ``known`` and ``key``, and those of
    `HABITS`, do for every importer: for one that has none of that name its rows are changed here. ``tell`` is told
    what the importer leaves out, and of dates that may be others; ``today`` is for hints.
    Raises PluginError, TimelineError, OSError.
    """
    named: Any = called or getattr(file, "name", file)
    if isinstance(named, str | PathLike):
        _refuse_part_of_log(Path(named))
    name = name or by_suffix(IMPORTERS, path_of(named))
    given, options, own = options, with_preset(options, name), options_of(name)
    ours = {option: text for option, text in options.items() if option in BY_US and option not in own}
    change = Change.of(ours, read_key(options.get("key")))
    with _telling(tell):
        rows = rows_of(file, name, called, {option: options[option] for option in options if option not in ours})
        found = RowsAside.of(change.made(rows))
    if change.seen.has_two_readings:
        found = RowsAside.of(change.seen.settled(found))
    change.seen.advise(found, today[:4])
    for sentence in change.seen.doubts(str(named) if isinstance(named, str | PathLike) else "the data", given):
        tell(sentence)
    if change.key and found and change.named_all:
        tell("key: each row names its event, so that its id is not made of columns")
    return found


@contextmanager
def writing_ids(
    rows: Iterable[Row | TimelineError], zone: Zone, file: str | PathLike[str] | None, overwrite: bool = False
) -> Iterator[Sequence[str]]:
    """Write rows to a file with the ids of their events, as an import takes them; None writes nothing.

    The suffix names the format. What could not be read as a row is left out. The file takes its place if what is done
    meanwhile succeeds; one that is there only with ``overwrite``. Gives a sentence on each thing that it could not
    carry. Raises TimelineError, PluginError, OSError.
    """
    if file is None:
        yield ()
        return
    if Path(file).is_dir():
        raise TimelineError(f"{file} is a folder: name a file for the rows and their ids")
    if Path(file).exists() and not overwrite:
        raise TimelineError(
            f"{file} is there already: name another file, or overwrite it (--overwrite), which loses what is no column "
            "of rows"
        )
    with writing(file) as out:
        yield export_rows(with_ids(rows, zone), file, out)


def _refuse_part_of_log(file: Path) -> None:
    if log := log_of(file):
        raise TimelineError(f"{file} is part of a log: import its folder, {log}")


@contextmanager
def _telling(tell: Tell) -> Iterator[None]:
    """Tell what an importer leaves out; other warnings go their own way."""
    with warnings.catch_warnings():
        show = warnings.showwarning

        def heard(message: Warning | str, category: type[Warning], *place: Any, **more: Any) -> None:
            if issubclass(category, LeftOut):
                tell(str(message))
            else:
                show(message, category, *place, **more)

        warnings.showwarning = heard
        warnings.simplefilter("always", LeftOut)
        yield
