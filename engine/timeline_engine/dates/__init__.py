"""Dates as the log understands them: EDTF text, its window in a time zone, and dates as people write them."""

from .civil import BEGINNING, FOREVER, Instant
from .convention import AS_WRITTEN, Convention
from .errors import DateError
from .people import check_convention, loses_digits, read_end, read_moment, read_when
from .python import date_text, python_date
from .when import Kind, When
from .wording import for_tables, in_words, lasting_words
from .zone import Zone, is_time_zone, utc_instant, utc_stamp

__all__ = [
    "AS_WRITTEN",
    "BEGINNING",
    "FOREVER",
    "Convention",
    "DateError",
    "Instant",
    "Kind",
    "When",
    "Zone",
    "check_convention",
    "date_text",
    "for_tables",
    "in_words",
    "is_time_zone",
    "lasting_words",
    "loses_digits",
    "python_date",
    "read_end",
    "read_moment",
    "read_when",
    "utc_instant",
    "utc_stamp",
]
