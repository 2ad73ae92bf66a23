"""The events of an issue as a line of text along time, with a mark at the day that is asked about."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from ...dates import Zone
from ...projection import PHASES, EventState, Phase
from ...view.nearly_all import Span, nearly_all, widened
from ...view.words.phrases import dates_set

LEAST = 14 * 86_400_000_000  # microseconds that the axis spans at least
MANY = 10  # events that a digit cannot tell


class Signs(Struct, frozen=True):
    """What the line is drawn with: a sign for each phase, and those around them."""

    phases: Mapping[Phase, str]
    axis: str
    window: str
    lasting: str
    today: str
    earlier: str
    later: str


_DRAWN = ("●◇○◉‖△×⊘", "─░═↑‹›")
_TYPED = ("*?o@:!x%", "-~=^<>")


def signs_for(encoding: str | None) -> Signs:
    """The signs that an output of that encoding can carry."""
    try:
        "".join(_DRAWN).encode(encoding or "ascii")
        phases, around = _DRAWN
    except (LookupError, UnicodeEncodeError):
        phases, around = _TYPED
    return Signs(dict(zip(PHASES, phases, strict=True)), *around)


class Placed(Struct, frozen=True):
    """An event on the axis, in instants: its mark stands at ``last``. Its date may be as early as ``first``, or it
    ``lasts`` from there on.
    """

    phase: Phase
    first: int
    last: int
    lasts: bool = False


def placed(event: EventState, zone: Zone) -> Placed:
    """Where an event stands: at its date, else at the last that was set for it, else where it became known."""
    set_for = [date for date in dates_set(event.revision) if date]
    when = event.revision.when or (zone.when(set_for[-1]) if set_for else None)
    first = when.starts if when and when.first_day else None
    last = when.ends if when and when.last_day else first
    if when is None or last is None:
        last = event.revision.known.instant
    is_point = when is None or first is None or when.kind in ("day", "time")
    return Placed(event.phase, last if is_point else first or 0, last, when is not None and when.kind == "extended")


def opening(places: Sequence[int], today: int) -> Span:
    """The span of nearly all of these instants, at least one; with today, if that does not lie far off."""
    first, last = widened(nearly_all(places, LEAST), (today, today), LEAST)
    spare = max(LEAST - (last - first), 0)
    return first - spare // 2, last + spare - spare // 2


class Lane(Struct, frozen=True):
    """Events on an axis of ``width`` columns: the phases of those that stand at each, in the order of their dates.

    ``stretches`` are the columns of windows (False) and of what lasts (True), ``earlier`` and ``later`` how many events
    lie outside the span; ``today`` is the column of the day that is asked about, -1 or ``width`` if it lies outside.
    """

    width: int
    today: int
    marks: Mapping[int, Sequence[Phase]]
    stretches: Mapping[int, bool]
    earlier: int
    later: int


def lay(events: Sequence[Placed], today: int, span: Span, width: int) -> Lane:
    """Put events on an axis of so many columns."""
    first, last = span

    def column(at: int) -> int:
        return (min(max(at, first), last) - first) * (width - 1) // (last - first)

    marks: dict[int, list[Phase]] = {}
    stretches: dict[int, bool] = {}
    for event in sorted(events, key=lambda event: event.last):
        if event.last >= first and event.first <= last:
            marks.setdefault(column(event.last), []).append(event.phase)
            for at in range(column(event.first), column(event.last)):
                stretches[at] = stretches.get(at, False) or event.lasts
    now = -1 if today < first else width if today > last else column(today)
    earlier, later = sum(event.last < first for event in events), sum(event.first > last for event in events)
    return Lane(width, now, marks, stretches, earlier, later)


def lane_lines(events: Sequence[Placed], zone: Zone, today: int, asked: str, width: int, signs: Signs) -> list[str]:
    """Events, at least one, on a line between its first and its last day; below it where the day that is ``asked``
    about lies. Both fit the ``width``.

    A third line says what the signs mean and how many events lie outside: it is to be wrapped.
    """
    span = opening([event.last for event in events], today)
    ends = [zone.day(instant) for instant in span]
    lane = lay(events, today, span, width - sum(map(len, ends)) - 2)
    drawn = "".join(_sign(lane, at, signs) for at in range(lane.width))
    return [
        f"{ends[0]} {drawn} {ends[1]}",
        _today(lane, asked, len(ends[0]) + 1, width, signs),
        "; ".join(_legend(lane, signs)),
    ]


def _sign(lane: Lane, at: int, signs: Signs) -> str:
    phases = lane.marks.get(at, ())
    if len(phases) > 1:
        return str(len(phases)) if len(phases) < MANY else "+"
    if phases:
        return signs.phases[phases[0]]
    return {None: signs.axis, False: signs.window, True: signs.lasting}[lane.stretches.get(at)]


def _today(lane: Lane, asked: str, start: int, width: int, signs: Signs) -> str:
    """The day beside its mark, on the side that has room; at the end of the line if it lies outside."""
    if lane.today < 0:
        return f"{signs.earlier} {asked}"
    if lane.today >= lane.width:
        return f"{asked} {signs.later}".rjust(width)
    at, needed = start + lane.today, len(asked) + 1
    if at + needed < width:
        return " " * at + f"{signs.today} {asked}"
    return f"{asked} {signs.today}".rjust(at + 1) if needed <= at else signs.today.rjust(at + 1)


def _legend(lane: Lane, signs: Signs) -> Iterator[str]:
    """What the signs mean that occur, and how many events are outside."""
    alone = {phases[0] for phases in lane.marks.values() if len(phases) == 1}
    stretched = {lasts for at, lasts in lane.stretches.items() if at not in lane.marks}
    meanings = [f"{signs.phases[phase]} {phase}" for phase in PHASES if phase in alone]
    meanings += [f"{signs.window} on one of these days"] if False in stretched else []
    meanings += [f"{signs.lasting} all these days"] if True in stretched else []
    several = [len(phases) for phases in lane.marks.values() if len(phases) > 1]
    meanings += ["a digit: so many events"] if several and min(several) < MANY else []
    meanings += [f"+ {MANY} or more"] if several and max(several) >= MANY else []
    yield ", ".join(meanings)
    outside = [f"{count} {where}" for count, where in ((lane.earlier, "earlier"), (lane.later, "later")) if count]
    if outside:
        yield f"not on the line: {', '.join(outside)}"
