"""An importer in a package of its own: the events of a family tree, as GEDCOM 5.5.1 and 7 write them."""

import re
import warnings
from collections.abc import Iterator
from typing import BinaryIO, ClassVar

from timeline_engine import Row, Source, TimelineError
from timeline_engine.view.ports import LeftOut

_LINE = re.compile(r"\s*([0-9]{1,2}) (?:@([^@]+)@ )?([A-Za-z0-9_]{1,31})(?: (.*))?")
_EVENTS = {
    "BIRT": "Birth", "BAPM": "Baptism", "CHR": "Christening", "DEAT": "Death", "BURI": "Burial", "MARR": "Marriage",
    "DIV": "Divorce", "ADOP": "Adoption", "EMIG": "Emigration", "IMMI": "Immigration", "NATU": "Naturalisation",
    "GRAD": "Graduation", "RETI": "Retirement", "RESI": "Residence", "OCCU": "Occupation", "EVEN": "Event",
}  # fmt: skip
_GREGORIAN = re.compile(r"@#DGREGORIAN@ ?|\bGREGORIAN ")
_CALENDAR = re.compile(r"(@#D[A-Z ]+@|\bJULIAN\b|\bFRENCH_R\b|\bHEBREW\b)")
_PHRASE = re.compile(r" ?\(.*\)$")


class Part:
    """A line with the lines below it: its number, its tag, what it says."""

    def __init__(self, number: int, name: str | None, tag: str, text: str) -> None:
        self.number, self.name, self.tag, self.text = number, name, tag, text
        self.parts: list[Part] = []

    def all(self, *tags: str) -> "list[Part]":
        """The parts with one of these tags."""
        return [part for part in self.parts if part.tag in tags]

    def said(self, tag: str) -> str | None:
        """What the first part of a tag says, with the lines that it goes on in."""
        for part in self.all(tag):
            more = (f"{'' if one.tag == 'CONC' else ' '}{one.text}" for one in part.all("CONC", "CONT"))
            return " ".join("".join((part.text, *more)).split()) or None
        return None


class GedcomImporter:
    """Reads the events of people and families. Each is known by the record it is of, and its number there.

    Dates stay as GEDCOM has them (``ABT 1815``, ``BET 1852 AND 1853``): the engine reads them.

    Options:
        publisher: whose tree it is; if not given, the program that wrote it.
    """

    title: ClassVar[str] = "events of a family tree (GEDCOM)"
    suffix: ClassVar[str] = ".ged"

    def __init__(self, publisher: str | None = None) -> None:
        self.publisher = publisher

    def rows(self, data: BinaryIO, name: str) -> Iterator[Row | TimelineError]:
        """One row an event of a person or a family that has a date; what is left out is told."""
        records = _records(data.read(), name)
        publisher = self.publisher or next((one.said("SOUR") for one in records if one.tag == "HEAD"), None)
        names = {one.name: " ".join((one.said("NAME") or "").replace("/", " ").split()) for one in records}
        undated = 0
        for record in records:
            if record.name and record.tag in ("INDI", "FAM"):
                pair = [one.text.strip("@") for one in record.all("HUSB", "WIFE")]
                whom = [record.name] if record.tag == "INDI" else pair
                actors = tuple(filter(None, (names.get(one, one) for one in whom)))
                for number, event in enumerate(record.all(*_EVENTS), 1):
                    undated += event.said("DATE") is None
                    if event.said("DATE"):
                        yield _row(event, f"{record.name}-{number}", actors, publisher, name)
        if undated:
            warnings.warn(f"{name}: left out {undated} of the events, which have no date", LeftOut, stacklevel=2)


def _row(event: Part, key: str, actors: tuple[str, ...], publisher: str | None, name: str) -> Row | TimelineError:
    at, date = f"{name}:{event.number}", _GREGORIAN.sub("", event.said("DATE") or "")
    if calendar := _CALENDAR.search(date):
        return TimelineError(
            f"{at}: field when: {date!r} is of the calendar {calendar[1]}; write it in the Gregorian one"
        )
    kind = event.said("TYPE") or _EVENTS[event.tag]
    return Row(
        at=at,
        event=key,
        title=f"{kind} of {' and '.join(actors)}" if actors else kind,
        when=_PHRASE.sub("", date).strip() or date,
        phase="occurred",
        kind=_EVENTS[event.tag].lower(),
        source=Source(publisher) if publisher else None,
        place=event.said("PLAC"),
        actors=actors,
        summary=event.said("NOTE"),
    )


def _records(data: bytes, name: str) -> list[Part]:
    """The records of a file, each with its parts. Raises TimelineError."""
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise TimelineError(f"{name}: not UTF-8, as GEDCOM 7 has it ({error.reason}): save the tree anew") from error
    above: list[Part] = [Part(0, None, "", "")]
    for number, line in enumerate(lines, 1):
        found = _LINE.fullmatch(line)
        if not line.strip():
            continue
        if not found or int(found[1]) >= len(above):
            raise TimelineError(
                f"{name}:{number}: not a line of GEDCOM: a level, a tag and what it says, like 2 DATE 1815"
            )
        del above[int(found[1]) + 1 :]
        part = Part(number, found[2], found[3].upper(), found[4] or "")
        above[-1].parts.append(part)
        above.append(part)
    return above[0].parts
