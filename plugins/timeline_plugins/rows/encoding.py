"""In which encoding a text file is written: as its mark says, as a person says, or as all that it could be agree."""

import codecs
import re
import warnings
from collections.abc import Iterable, Sequence
from itertools import islice

from timeline_engine.errors import TimelineError, did_you_mean
from timeline_engine.view.ports import LeftOut

_MARKS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"))
_MARKS_16 = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_COMMON = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "mac_roman", "cp850", "iso8859_2",
    "koi8_r", "cp866", "cp932", "euc_jp", "gb18030", "big5", "cp949",
)  # fmt: skip
_ASCII = 0x7F
_WORD = re.compile(rb'[^\s",;|]+')
_ENOUGH = 100  # bytes beyond ASCII; of fewer, a detector is wrong too often even where nothing contradicts it
_SHOWN = 5
_TRIED = 1000  # words that are looked at for one that tells encodings apart
_LONGEST = 30


def read_encoding(text: str | None) -> str | None:
    """The option ``encoding``: a name that Python knows. Raises TimelineError."""
    if text is None:
        return None
    try:
        "a".encode(text)
        return "utf-8-sig" if codecs.lookup(text).name == "utf-8" else codecs.lookup(text).name
    except (LookupError, UnicodeError, ValueError):
        near = did_you_mean(text, (*_COMMON, "utf-8", "utf-16", "latin-1")) or "; write one like cp1252 or utf-16"
        raise TimelineError(f"encoding: no encoding of text is called {text!r}{near}") from None


def marked(begin: bytes, name: str) -> str:
    """The encoding that the first bytes of a file tell, UTF-8 if they tell none.

    Raises TimelineError for UTF-16 without a mark, whose two kinds are told apart by their zeros alone.
    """
    for mark, encoding in (*_MARKS, *_MARKS_16):
        if begin.startswith(mark):
            return encoding
    if b"\0" in begin[:2]:
        kind = "utf-16-be" if begin[:1] == b"\0" else "utf-16-le"
        raise TimelineError(
            f"{name}:1: zeros stand between the letters, as in UTF-16, but no mark says so: read it with "
            f"-O encoding={kind}, or save the file as UTF-8"
        )
    return "utf-8"


def guessed(lines: Iterable[bytes], at: str, name: str) -> str:
    """The encoding of lines that are no UTF-8, told in a warning. Raises TimelineError, naming what it could be, unless
    everything that it could be reads the same.
    """
    sample = [line for line in lines if not line.isascii()]
    if sum(byte > _ASCII for line in sample for byte in line) >= _ENOUGH:
        readings = _readings(b"".join(sample), 0.2)
        if len(readings) == 1:
            (encoding,) = readings.values()
            warnings.warn(
                f"{name}: no UTF-8, and read as {encoding}; -O encoding=NAME says another", LeftOut, stacklevel=2
            )
            return encoding
    raise TimelineError(f"{at}: not UTF-8 text{_candidates(sample)}")


def _readings(sample: bytes, most_chaos: float) -> dict[str, str]:
    """All that a text could be, each with the first encoding in which it is that."""
    from charset_normalizer import from_bytes

    found: dict[str, str] = {}
    for match in from_bytes(sample, cp_isolation=list(_COMMON), threshold=most_chaos):
        alike = {match.encoding, *match.could_be_from_charset}.intersection(_COMMON)
        found.setdefault(str(match), min(alike, key=_COMMON.index))
    return found


def _candidates(sample: Sequence[bytes]) -> str:
    """What the text could be, each with how it reads a word that tells them apart as well as one word does."""
    encodings = list(_readings(b"".join(sample), 0.5).values())
    words = (word for line in sample for word in _WORD.findall(line) if not word.isascii())
    found = max((_read_as(word, encodings) for word in islice(words, _TRIED)), key=len)
    shown = [f"{encoding} ({read!r})" for read, encoding in list(found.items())[:_SHOWN]]
    if not shown:
        return ": save the file as UTF-8, or say what it is with -O encoding=NAME"
    return f", and it could be {' or '.join(shown)}: say which with -O encoding=NAME, or save the file as UTF-8"


def _read_as(word: bytes, encodings: Iterable[str]) -> dict[str, str]:
    """All readings of a word, each with the first encoding that has it."""
    found: dict[str, str] = {}
    for encoding in encodings:
        found.setdefault(word.decode(encoding, "replace")[-_LONGEST:], encoding)
    return found
