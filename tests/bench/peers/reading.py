"""A file read by the library for its format, and nothing done with it.

python reading.py icalendar|python_calamine FILE
"""

import sys
from pathlib import Path


def icalendar(path: Path) -> int:
    from icalendar import Calendar

    return len(Calendar.from_ical(path.read_bytes()).subcomponents)


def python_calamine(path: Path) -> int:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


if __name__ == "__main__":
    print({"icalendar": icalendar, "python_calamine": python_calamine}[sys.argv[1]](Path(sys.argv[2])))
