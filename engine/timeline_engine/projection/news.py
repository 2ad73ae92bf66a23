"""The lines of issues brought up to news, without going over all that is known of these issues.

What news change is told from few events: those of which news speak, as they were without and as they are with them, and
the few that a line leans on, its witnesses. On these the fold finds what held and what holds. That is what it finds on
all, unless something that is not looked at may come between; then nothing is told.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from ..history import Base, Event, History
from ..model import STATUS, Attribute
from .claims import claims_in_effect
from .day_by_day import Witnesses
from .events import PHASES, EventState
from .folding import fold
from .lines import DEPTH, DISPUTED, IssueLine, line_of_state, split, status_of
from .states import AttributeState, ClaimState, IssueState

KeptLine = tuple[IssueLine, Witnesses | None]
"""The line of an issue and its witnesses, as they were kept; None: these were not."""
_Place = tuple[tuple[int, int, int], int]
"""What an event is sorted by (R7.2), and the seq of its first report."""


def seqs_for_news(kept: KeptLine, issue: str, before: History, after: History) -> list[int]:
    """The events that have to be known besides to bring a line up to news, by the seq of the first report of each.

    ``before`` and ``after`` are of the events of which news speak, without and with these news.
    """
    line, witnesses = kept
    events = [*before.events.values(), *after.events.values()]
    names = sorted({name for event in events for name in _names(event, issue)})
    witnessed = [seq for name in names for seq in (witnesses or {}).get(name, ())]
    return list(dict.fromkeys([*line.last, *line.next, *witnessed]))


def _names(event: Event, issue: str) -> Iterable[str]:
    """The attributes of an issue that any report of an event claims."""
    claims = (
        event.gist.about.claims if isinstance(event, Base) else [c for s in event.statements for c in s.said.claims]
    )
    return [claim.attribute for claim in claims if claim.issue == issue]


def with_news(kept: Mapping[str, KeptLine], before: History, after: History, as_of: int) -> dict[str, IssueLine | None]:
    """The lines, at an instant and as known then, of the issues on which news or witnesses bear, with the news.

    ``kept`` are the lines before by issue; nothing was known then of an issue that has none. ``before`` and ``after``
    are of the entries on the events of which news speak and on those of `seqs_for_news`, with all definitions: without
    the news, and with them. None: it cannot be told from these. Raises HistoryError.
    """
    old, new = _bearing(before, as_of), _bearing(after, as_of)
    same = {issue for issue, one in after.issues.items() if one.attributes == _attributes(before, issue)}
    found = dict[str, IssueLine | None]()
    for issue in {**old, **new}:
        seen = _seen(issue, old.get(issue)), _seen(issue, new.get(issue))
        found[issue] = _line(kept.get(issue), *seen) if issue in same else None
    return found


def _attributes(history: History, issue: str) -> Mapping[str, Attribute]:
    return history.issues[issue].attributes if issue in history.issues else {}


def _bearing(history: History, as_of: int) -> dict[str, IssueState]:
    return {state.issue: state for state in fold(history, as_of, as_of).issues if state.events}


def _line(kept: KeptLine | None, before: "_Seen", after: "_Seen") -> IssueLine | None:
    if kept is None:
        return line_of_state(after.state) if after.state and not before.state else None
    if sum(kept[0].phases) == len(before.events):  # all are seen
        return line_of_state(after.state) if after.state else None
    try:
        return _Told(*kept, before, after).line()
    except _Unsure:
        return None


class _Unsure(Exception):
    """What is not looked at may make a difference."""


class _Seen(Struct, frozen=True):
    """What is seen of an issue: its state, its events, and the claims in effect by attribute, the greatest first."""

    state: IssueState | None
    events: Sequence[EventState]
    claims: Mapping[str, list[ClaimState]]

    @property
    def known(self) -> list[int]:
        """Since when each event is known."""
        return [event.revision.known.instant for event in self.events]

    @property
    def phases(self) -> list[int]:
        """How many events are in each phase."""
        return [sum(event.phase == phase for event in self.events) for phase in PHASES]

    @property
    def disputed(self) -> list[int]:
        """Of how many events date and phase are contested."""
        return [sum(name in event.revision.contested for event in self.events) for name in DISPUTED]

    def said(self, name: str) -> list[tuple[object, ...]]:
        """What is claimed of an attribute, the greatest claim first."""
        return [(claim.order, claim.value, claim.claimant, claim.revision.seq) for claim in self.claims.get(name, ())]

    def latest(self, name: str) -> dict[str | None, tuple[int, int, tuple[int, int, int, int]]]:
        """The latest claim of each claimant."""
        return {claim.claimant: claim.order for claim in reversed(self.claims.get(name, ()))}

    def places(self, *phases: str) -> list[_Place]:
        """The events in some phases, in order."""
        return [(_order(event), event.revision.seq) for event in self.events if event.phase in phases]


def _seen(issue: str, state: IssueState | None) -> _Seen:
    events = tuple(state.events) if state else ()
    return _Seen(state, events, claims_in_effect(issue, events))


def _order(event: EventState) -> tuple[int, int, int]:
    revision = event.revision
    return revision.effective, revision.known.instant, revision.seq


class _Told:
    """What is told of an issue by its line, as it was kept, and what is seen of it without news and with them."""

    def __init__(self, line: IssueLine, witnesses: Witnesses | None, before: _Seen, after: _Seen) -> None:
        self._kept = line
        self._witnesses = witnesses
        self._before = before
        self._after = after

    def line(self) -> IssueLine:
        """The line. Raises _Unsure."""
        kept, before, after = self._kept, self._before, self._after
        changed = {name for name in {*before.claims, *after.claims} if before.said(name) != after.said(name)}
        for name in changed:
            self._check(name)
        since, rest = split(self._known())
        status, first = kept.status, kept.first
        if STATUS in changed:
            status, first = status_of(after.state) if after.state else ((), None)
        phases = _counted(kept.phases, before.phases, after.phases)
        date, phase = _counted(kept.disputed, before.disputed, after.disputed)
        return IssueLine(
            since=since,
            rest=rest,
            status=status,
            first=first,
            last=self._last(phases),
            next=self._next(phases),
            phases=phases,
            disputed=(date, phase),
            contested=tuple(
                sorted({*kept.contested} - changed | {name for name in changed if self._is_contested(name)})
            ),
        )

    def _known(self) -> int:
        """Since when the issue is known."""
        kept, before, after = self._kept.known, self._before.known, self._after.known
        if kept in before and (not after or kept < min(after)):
            raise _Unsure  # perhaps there is another
        return min(kept, *after)

    def _is_contested(self, name: str) -> bool:
        state = self._after.state
        return state is not None and name in state.attributes and state.attributes[name].contested

    def _last(self, phases: Sequence[int]) -> tuple[int, ...]:
        before, after = self._before.places("occurred")[::-1], self._after.places("occurred")[::-1]
        edge = _edge(self._kept.last, before)
        return _best([place for place in after if edge is None or place[0] >= edge], after, phases[_OCCURRED])

    def _next(self, phases: Sequence[int]) -> tuple[int, ...]:
        before, after = self._before.places("due", "upcoming"), self._after.places("due", "upcoming")
        edge = _edge(self._kept.next, before)
        return _best(
            [place for place in after if edge is None or place[0] <= edge], after, phases[_DUE] + phases[_UPCOMING]
        )

    def _check(self, name: str) -> None:
        """Make sure that what is seen of the claims on an attribute tells all. Raises _Unsure.

        Claims that are not seen are in the run of the value that held, behind the winner, or come before its break; of
        an estimate they are no claimant's latest.
        """
        seqs = {claim.revision.seq for claim in self._before.claims.get(name, ())}
        if self._witnesses is None or not seqs.issuperset(self._witnesses.get(name, ())):
            raise _Unsure
        if name in self._witnesses:
            assert self._before.state
            self._check_run(name, self._before.state.attributes[name])
        elif seqs:
            raise _Unsure

    def _check_run(self, name: str, held: AttributeState) -> None:
        """Make sure that nothing that is not seen comes between the claims that tell what holds."""
        told, left = self._before.said(name), {claim[:3] for claim in self._after.said(name)}
        first = [claim[0] for claim in told].index(held.first.order)
        if any(claim[:3] not in left for claim in (told[0], *told[first : first + 2])):
            raise _Unsure
        assert self._after.state
        if held.first.order < self._after.state.attributes[name].first.order <= held.winner.order:
            raise _Unsure
        was, now = self._before.latest(name), self._after.latest(name)
        if held.kind == "estimate" and any(who not in now or now[who] < latest for who, latest in was.items()):
            raise _Unsure


_OCCURRED, _DUE, _UPCOMING = (PHASES.index(phase) for phase in ("occurred", "due", "upcoming"))


def _counted(kept: Sequence[int], before: Sequence[int], after: Sequence[int]) -> tuple[int, ...]:
    return tuple([all_ - gone + come for all_, gone, come in zip(kept, before, after, strict=True)])


def _edge(kept: Sequence[int], before: Sequence[_Place]) -> tuple[int, int, int] | None:
    """Behind which place all events come that are not seen; None: there are none."""
    seen = [order for order, seq in before if seq in kept]
    if len(seen) < len(kept):
        raise _Unsure
    return seen[-1] if seen else None


def _best(found: Sequence[_Place], after: Sequence[_Place], count: int) -> tuple[int, ...]:
    """The best of so many events, of which ``found`` come before those that are not seen."""
    if count == len(after):
        found = after
    if count and not found:
        raise _Unsure
    return tuple([seq for _, seq in found[:DEPTH]])
