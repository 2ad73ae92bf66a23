"""Writes sheets with openpyxl as a stream: a row is gone from memory when the next one comes, however many there are.

There is one way of writing for small and large views alike. In this mode widths, frozen panes and print set-up must be there
before the first row, the table and its colours come after the last.
"""


from attrs import frozen


@frozen
class Limits:
    """How much a sheet may hold; Excel's own limits, less in tests."""

    rows: int = 1_048_576
    links: int = 65_530


def write_sheet(book: Workbook, sheet: Sheet, losses: Losses, limits: Limits) -> int:
    """Write a sheet to a write-only workbook, going on to further sheets when one is full; return how many it took."""
    rows = iter(sheet.rows)
    room = limits.rows - len(sheet.heading) - 1
    for part in count(1):
        page = Page(book, sheet, part, losses, limits)
        page.write(islice(rows, room))
        page.close()
        following = next(rows, None)
        if following is None:
            break
        rows = chain((following,), rows)
    return part


class Page:
    """One sheet of the workbook while it is written: set up, rows, then the table and its colours."""

    def __init__(self, book: Workbook, sheet: Sheet, part: int, losses: Losses, limits: Limits) -> None:
        self._sheet = sheet
        self._part = part
        self._losses = losses
        self._links_left = limits.links
        self._letters = [get_column_letter(number) for number in range(1, len(sheet.columns) + 1)]
        self._cells: dict[tuple[int, Style], Cell] = {}
        self._name = sheet.title if part == 1 else f"{sheet.title} {part}"
        # A write-only sheet has all parts of a Worksheet that are used here.
        self._out = cast(Worksheet, book.create_sheet(self._name))
        self._header = len(sheet.heading) + (2 if sheet.heading else 1)
        self._row = self._header
        self._set_up()
        self._write_top()
