"""Writes small workbooks of the kinds that are only read: by hand, as their standards have them, or by xlwt."""

import struct
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

import xlwt
from attrs import frozen

DAY, MONTH, PERCENT, ERROR = "yyyy-mm-dd", "mmm yyyy", "0%", "error"
FORMATS = ["General", DAY, MONTH, PERCENT]


@frozen
class Shown:
    """A value with its number format; a date is a number of days, or ISO text in OpenDocument."""

    value: Any
    shown: str


Sheet = tuple[str, list[list[Any]]]


def archive(parts: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as written:
        for name, said in parts.items():
            written.writestr(name, said)
    return out.getvalue()


# --- .xlsb, [MS-XLSB] ---


def record(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(data)
    length = b""
    while size >= 0x80:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return number + length + bytes([size]) + data


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(*sheets: Sheet, hidden: tuple[str, ...] = (), is_1904: bool = False, merged: str = "") -> bytes:
    texts: list[str] = []
    bundle = b"".join(
        record(156, struct.pack("<II", name in hidden, place) + wide(f"rId{place}") + wide(name))
        for place, (name, _) in enumerate(sheets, 1)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "xl/workbook.bin": record(131)
        + record(153, struct.pack("<II", is_1904, 0) + wide(""))
        + record(143) + bundle + record(144) + record(132),
        "xl/_rels/workbook.bin.rels": relationships(len(sheets)),
        "xl/styles.bin": styles(),
    }  # fmt: skip
    for place, (_, rows) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{place}.bin"] = sheet(rows, texts, merged)
    items = b"".join(record(19, b"\0" + wide(text)) for text in texts)
    parts["xl/sharedStrings.bin"] = record(159, struct.pack("<II", len(texts), len(texts))) + items + record(160)
    return archive(parts)


def relationships(many: int) -> str:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    each = "".join(
        f'<Relationship Id="rId{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.bin"/>'
        for n in range(1, many + 1)
    )
    shared = f'<Relationship Id="rIdT" Type="{office}/sharedStrings" Target="sharedStrings.bin"/>'
    styled = f'<Relationship Id="rIdS" Type="{office}/styles" Target="styles.bin"/>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{package}">{each}{shared}{styled}</Relationships>'


def styles() -> bytes:
    own = [record(44, struct.pack("<H", 164 + n) + wide(shown)) for n, shown in enumerate(FORMATS)]
    cells = [
        record(47, struct.pack("<HHHHHBBHH", 0, 164 + n if n else 0, 0, 0, 0, 0, 0, 0, 0)) for n in range(len(FORMATS))
    ]
    return (
        record(278)
        + record(615, struct.pack("<I", len(own))) + b"".join(own) + record(616)
        + record(617, struct.pack("<I", len(cells))) + b"".join(cells) + record(618)
        + record(279)
    )  # fmt: skip


def sheet(rows: list[list[Any]], texts: list[str], merged: str) -> bytes:
    widest = max(map(len, rows))
    written = record(129) + record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, widest - 1)) + record(145)
    for number, cells in enumerate(rows):
        written += record(0, struct.pack("<IIHBBB", number, 0, 300, 0, 0, 0) + struct.pack("<I", 0))
        written += b"".join(cell(place, one, texts) for place, one in enumerate(cells) if one is not None)
    written += record(146)
    if merged:
        first, last, column = map(int, merged.split())
        written += (
            record(177, struct.pack("<I", 1))
            + record(176, struct.pack("<IIII", first, last, column, column))
            + record(178)
        )
    return written + record(130)


def cell(column: int, said: Any, texts: list[str]) -> bytes:
    shown = said.shown if isinstance(said, Shown) else "General"
    value = said.value if isinstance(said, Shown) else said
    begin = struct.pack("<II", column, FORMATS.index(shown) if shown in FORMATS else 0)
    if shown == ERROR:
        return record(3, begin + bytes([7]))
    if isinstance(value, bool):
        return record(4, begin + bytes([value]))
    if isinstance(value, int) and abs(value) < 1 << 28:
        return record(2, begin + struct.pack("<I", value << 2 & 0xFFFFFFFF | 2))
    if isinstance(value, int | float):
        return record(5, begin + struct.pack("<d", value))
    texts.append(value)
    return record(7, begin + struct.pack("<I", len(texts) - 1))


# --- .xls ---


def xls(*sheets: Sheet, hidden: tuple[str, ...] = (), is_1904: bool = False, merged: str = "") -> bytes:
    book, out = xlwt.Workbook(), BytesIO()
    book.dates_1904 = is_1904
    for name, rows in sheets:
        written = book.add_sheet(name)
        written.visibility = int(name in hidden)
        for number, cells in enumerate(rows):
            for column, said in enumerate(cells):
                write(written, number, column, said)
        if merged:
            first, last, column = map(int, merged.split())
            written.merge(first, last, column, column)
    book.save(out)
    return out.getvalue()


def write(written: Any, row: int, column: int, said: Any) -> None:
    if isinstance(said, Shown) and said.shown == ERROR:
        written.row(row).set_cell_error(column, "#DIV/0!")
    elif isinstance(said, Shown):
        written.write(row, column, said.value, xlwt.easyxf(num_format_str=said.shown))
    elif said is not None:
        written.write(row, column, said)


# --- .ods, ISO/IEC 26300-3 ---

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)
STYLES = (
    '<number:date-style style:name="N1"><number:year number:style="long"/><number:text>-</number:text><number:month/>'
    '<number:text>-</number:text><number:day/></number:date-style>'
    '<number:date-style style:name="N2"><number:month number:textual="true"/><number:year/></number:date-style>'
    '<number:percentage-style style:name="N3"><number:number/></number:percentage-style>'
    '<style:style style:name="c1" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="c2" style:family="table-cell" style:data-style-name="N2"/>'
    '<style:style style:name="c3" style:family="table-cell" style:data-style-name="N3"/>'
    '<style:style style:name="off" style:family="table"><style:table-properties table:display="false"/></style:style>'
)  # fmt: skip


def ods(*sheets: Sheet, hidden: tuple[str, ...] = (), is_1904: bool = False, merged: str = "") -> bytes:
    """As Gnumeric indents it; days are written out, so nothing is counted from 1904."""
    tables = "".join(table(name, rows, name in hidden, merged) for name, rows in sheets)
    return ods_of(tables)


def ods_of(tables: str) -> bytes:
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>\n{tables}\n</office:spreadsheet></office:body></office:document-content>"
    )
    return archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def table(name: str, rows: list[list[Any]], is_hidden: bool, merged: str) -> str:
    style = ' table:style-name="off"' if is_hidden else ""
    first, last, column = map(int, merged.split()) if merged else (-1, -1, -1)
    written = []
    for number, cells in enumerate(rows):
        each = []
        for place, said in enumerate(cells):
            if place == column and first < number <= last:
                each.append("<table:covered-table-cell/>")
                continue
            span = f' table:number-rows-spanned="{last - first + 1}"' if (number, place) == (first, column) else ""
            each.append(ods_cell(said, span))
        each.append('<table:table-cell table:number-columns-repeated="16300"/>')
        written.append("<table:table-row>\n " + "\n ".join(each) + "\n</table:table-row>")
    written.append('<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>')
    return f"<table:table table:name={quoteattr(name)}{style}>" + "\n".join(written) + "</table:table>"


def ods_cell(said: Any, span: str) -> str:
    shown = said.shown if isinstance(said, Shown) else ""
    value = said.value if isinstance(said, Shown) else said
    style = f' table:style-name="c{FORMATS.index(shown)}"' if shown in FORMATS else ""
    if said is None:
        return "<table:table-cell/>"
    if shown in (DAY, MONTH):
        kind = f'office:value-type="date" office:date-value="{value}"'
    elif shown == ERROR:
        kind = 'table:formula="of:=1/0" office:value-type="string" office:string-value=""'
    elif isinstance(value, bool):
        kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, int | float):
        kind = f'office:value-type="{"percentage" if shown == PERCENT else "float"}" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    said = "#DIV/0!" if shown == ERROR else value
    return f"<table:table-cell {kind}{style}{span}><text:p>{escape(str(said))}</text:p></table:table-cell>"
