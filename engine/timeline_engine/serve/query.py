"""What an address asks for: the parameters behind its question mark, and the question that they put."""

import re
from collections.abc import Callable, Collection, Iterable

from msgspec import Struct
from msgspec.structs import replace

from ..dates import DateError, Zone, read_moment, read_when
from ..errors import did_you_mean
from ..view.answer import Question
from ..view.asking import ask_for
from ..view.diff import read_question
from .problems import bad

RECORDED_BY = "recorded-by"
CLOCKS = ("as-of", "known-by", "hindsight", RECORDED_BY)
"""The parameters of a question, called like the options of the commands."""

_DAY = re.compile(r"-?\d{4,}-\d\d-\d\d(T.+)?")
_SEVERAL = ("issue", "phase")
_ANOTHER = "2000-01-02"  # a day that is not today
_YES, _NO = ("", "yes", "true", "1"), ("no", "false", "0")


class Query(Struct, frozen=True):
    """The parameters by name, each as often as it was given; and the zone and day by which dates are read."""

    given: dict[str, list[str]]
    zone: Zone
    today: str

    @classmethod
    def read(cls, pairs: Iterable[tuple[str, str]], known: Collection[str], zone: Zone, today: str) -> "Query":
        """The parameters of an address. Raises Problem for one that is not ``known``, or is given twice."""
        given: dict[str, list[str]] = {}
        for name, value in pairs:
            if name not in known:
                near = did_you_mean(name, known) or f"; there are {', '.join(known)}" * bool(known)
                raise bad(f"no parameter is called {name!r} here{near}")
            given.setdefault(name, []).append(value)
            if len(given[name]) > 1 and name not in _SEVERAL:
                raise bad(f"{name} is given twice, and only one can hold: give it once")
        return cls(given, zone, today)

    def text(self, name: str) -> str | None:
        """What was given for a parameter; None: nothing."""
        return self.given.get(name, [None])[0]

    def all(self, name: str) -> tuple[str, ...]:
        """All that was given for it."""
        return tuple(self.given.get(name, ()))

    def is_on(self, name: str) -> bool:
        """Whether a parameter that says yes or no says yes. Raises Problem."""
        text = (self.text(name) or "").casefold() if name in self.given else "no"
        if text not in (*_YES, *_NO):
            raise bad(f"{name} is {text!r}, it must be yes or no")
        return text in _YES

    def number(self, name: str) -> int | None:
        """A whole number from 1 on. Raises Problem."""
        text = self.text(name)
        if text is not None and not re.fullmatch("[1-9][0-9]{0,8}", text, re.ASCII):
            raise bad(f"{name} is {text!r}, it must be a whole number from 1 on")
        return None if text is None else int(text)

    def day(self, name: str) -> str | None:
        """A day or an instant, as EDTF. Raises Problem."""
        text = self.text(name)
        return None if text is None else self._day(name, text)

    def bound(self, name: str) -> str | None:
        """A date with both bounds, which may be a month or a year, as EDTF. Raises Problem."""
        text = self.text(name)
        return None if text is None else self._moment(name, text)

    def date(self, name: str) -> str | None:
        """A date as a person types it, as EDTF. Raises Problem."""
        text = self.text(name)
        try:
            return None if text is None else read_when(text, self.zone, self.today)
        except DateError as error:
            raise bad(f"{name}: {error}") from error

    def today_of(self, *asks: Callable[["Query"], object]) -> str | None:
        """Today, if what is asked so is another thing on another day: none is named, or it is named by "yesterday"."""
        another = replace(self, today=_ANOTHER)
        return self.today if any(ask(self) != ask(another) for ask in asks) else None

    def question(self) -> Question:
        """The question that the clocks put; as of today, if they do not say. Raises Problem."""
        known_by, hindsight = self.day("known-by"), self.is_on("hindsight")
        if known_by and hindsight:
            raise bad("hindsight means all that is known: leave out known-by")
        as_of, recorded_by = self.day("as-of") or self.today, self.day("recorded-by")
        return ask_for(as_of, known_by=known_by, hindsight=hindsight, recorded_by=recorded_by)

    def end(self, name: str, recorded_by: str | None = None) -> Question:
        """An end of a comparison, a day or DAY@DAY, as the log stood then. Raises Problem."""
        as_of, at, known = (self.text(name) or "").partition("@")
        if known.casefold() != "hindsight":
            known = self._day(name, known) if known else known
        return read_question(f"{self._day(name, as_of)}{at}{known}", recorded_by)

    def _day(self, name: str, text: str) -> str:
        found = self._moment(name, text)
        if not _DAY.fullmatch(found):
            example = "2018-12-04, or an instant such as 2018-12-04T14:30+05:30, with + written %2B"
            raise bad(f"{name}: {text!r} is no day: write one such as {example}")
        return found

    def _moment(self, name: str, text: str) -> str:
        try:
            found = read_moment(text, self.zone, self.today)
            self.zone.instant(found)
        except DateError as error:
            raise bad(f"{name}: {error}") from error
        return found


def ends_of(query: Query) -> tuple[Question, Question]:
    """Both ends of a comparison, the first as the log stood by then if that is said. Raises Problem."""
    return query.end("from", query.day(RECORDED_BY)), query.end("to")
