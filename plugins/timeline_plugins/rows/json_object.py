"""A line of JSON as an object, its numbers such as the log takes."""

from typing import Any

import msgspec

from timeline_engine.errors import FieldError, TimelineError
from timeline_engine.numeric import number_fault


def _float(text: str) -> float:
    number = float(text)
    if wrong := number_fault(number, text):
        raise FieldError(wrong)
    return number


_decode_object = msgspec.json.Decoder(dict[str, Any], float_hook=_float).decode


def json_object(line: str, at: str) -> dict[str, Any]:
    """The object that a line of JSON is. Raises TimelineError for anything else, and a number that no log takes."""
    try:
        return _decode_object(line)
    except FieldError as error:
        raise TimelineError(f"{at}: {error}") from error
    except RecursionError as error:
        raise TimelineError(f"{at}: a line must be one JSON object, and this one is nested too deeply") from error
    except msgspec.MsgspecError as error:
        wrong = f"a line must be one JSON object: {error}"
        if "out of range" in wrong:
            wrong = "a number of over 4,300 digits is beyond the largest there are: write it as text, in quotes"
        raise TimelineError(f"{at}: {wrong}") from error
