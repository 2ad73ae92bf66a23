"""What the index says of the attributes of issues: the claims that decide each status, and what is contested.

A question first looks at the latest claims alone. Whatever took effect earlier comes before all of these, so what they
settle is settled; only for the rest are all claims looked at.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from ..model import STATUS
from . import queries
from .duck import Connection
from .rows import OPEN
from .tables import EFFECTIVE_SHIFT

_A_STRETCH = 256  # attributes of issues for which one more stretch of claims is looked at

Row = tuple[Any, ...]
Subject = tuple[int, int]
"""An issue, and one of its attributes."""


class State(Struct):
    """What is known of one issue."""

    deciding: list[int] = field(default_factory=list)
    since: int | None = None
    contested: set[str] = field(default_factory=set)


def asked_of(base: Connection, query: str, asked: queries.Moment, **more: Any) -> list[Row]:
    """What the tables answer to a query about a moment."""
    given = {
        "as_of": asked.as_of,
        "known_by": asked.known_by,
        "recorded_by": asked.recorded_by,
        "after": asked.after,
        **more,
    }
    query = asked.of(query)
    return base.execute(query, {name: given[name] for name in given if f"${name}" in query}).fetchall()


def recent(base: Connection, asked: queries.Moment) -> queries.Moment:
    """The same moment, for a look at the latest: so many claims that most attributes of most issues are among them."""
    ((subjects,),) = base.execute("SELECT count(*) FROM subjects").fetchall()
    earlier = asked_of(base, queries.STRETCHES, asked)[2 + subjects // _A_STRETCH :]
    return replace(asked, after=earlier[0][0]) if earlier else asked


class States:
    """The states at a moment; ``estimates`` are the issues, by number, and attributes declared as that."""

    def __init__(self, base: Connection, latest: queries.Moment, estimates: Iterable[tuple[int, str]]) -> None:
        self._base = base
        self._latest = latest
        self._all = replace(latest, after=-OPEN)
        subjects = asked_of(base, queries.SUBJECTS, latest)
        self._subjects: set[Subject] = set(subjects)
        self._words = self._texts({attribute for _, attribute in subjects})
        numbers = {text: word for word, text in self._words.items()}
        self._status = numbers.get(STATUS)
        declared = {(issue, numbers[name]) for issue, name in estimates if name in numbers}
        self._estimates = declared & self._subjects

    def found(self) -> dict[int, State]:
        """The state of each issue of which anything is claimed."""
        states: dict[int, State] = {}
        runs: dict[Subject, tuple[int, bool]] = {}
        for (issue, attribute), ((latest, before), is_late) in self._settled(
            queries.AS_OF, self._subjects, lambda attribute, found: attribute != self._status or found[1] is not None
        ).items():
            state = states.setdefault(issue, State())
            if (issue, attribute) not in self._estimates and before and (before ^ latest) >> EFFECTIVE_SHIFT == 0:
                state.contested.add(self._words[attribute])  # as effective, and another value
            if attribute == self._status:
                runs[issue, attribute] = before or 0, is_late
                state.deciding = [latest]
        self._add_since(runs, states)
        self._add_figures(states)
        return states

    def _settled(
        self, query: str, subjects: Collection[Subject], settles: Callable[[int, Row], bool]
    ) -> dict[Subject, tuple[Row, bool]]:
        """What a query finds of these subjects, and whether the latest claims settled it."""
        rows = self._of(query, self._latest, subjects)
        found = {(row[0], row[1]): (row[2:], True) for row in rows if (row[0], row[1]) in subjects}
        left = [one for one in subjects if one not in found or not settles(one[1], found[one][0])]
        if left and not self._latest.is_whole:
            found |= {(row[0], row[1]): (row[2:], False) for row in self._of(query, self._all, left)}
        return found

    def _of(self, query: str, asked: queries.Moment, subjects: Collection[Subject]) -> Sequence[Row]:
        if not subjects:
            return ()
        issues, attributes = map(list, zip(*subjects, strict=True))
        return asked_of(self._base, query, asked, issues=issues, attributes=attributes)

    def _add_since(self, runs: Mapping[Subject, tuple[int, bool]], states: dict[int, State]) -> None:
        for asked, is_late in ((self._latest, True), (self._all, False)):
            befores = {issue: before for (issue, _), (before, late) in runs.items() if late == is_late}
            if befores:
                of = {"attribute": self._status, "issues": list(befores), "before": list(befores.values())}
                for issue, since in asked_of(self._base, queries.SINCE, asked, **of):
                    states[issue].since = since

    def _add_figures(self, states: dict[int, State]) -> None:
        """Of estimates each claimant's latest figure stands, and they are contested where these differ."""
        found = self._settled(queries.FIGURES, self._estimates, lambda _, figures: figures[0] > 1)
        for (issue, attribute), ((figures,), _) in found.items():
            if figures > 1:
                states[issue].contested.add(self._words[attribute])
        of_status = [issue for issue, attribute in self._estimates if attribute == self._status]
        if of_status:
            given = {"issues": of_status, "attribute": self._status}
            for issue, latest in asked_of(self._base, queries.STANDING, self._all, **given):
                states[issue].deciding.append(latest)

    def _texts(self, words: Collection[int]) -> dict[int, str]:
        query = "SELECT word, text FROM words WHERE word IN (SELECT unnest(?::INTEGER[]))"
        return dict(self._base.execute(query, [list(words)]).fetchall())
