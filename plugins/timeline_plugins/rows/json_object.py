"""A line of JSON as an object, its numbers such as the log takes."""

import re
from typing import Any

import msgspec

from timeline_engine.errors import FieldError, TimelineError
from timeline_engine.numeric import number_fault


def _float(text: str) -> float:
    number = float(text)
    if wrong := number_fault(number, text):
        raise FieldError(wrong)
    return number


_OTHER = {
    "null": "null",
    "array": "a list",
    "str": "a text",
    "int": "a number",
    "float": "a number",
    "bool": "a yes or no",
}
_GOT = re.compile("Expected `object`, got `([a-z]+)`")


_decode_object = msgspec.json.Decoder(dict[str, Any], float_hook=_float).decode


def json_object(line: str, at: str) -> dict[str, Any]:
    """The object that a line of JSON is. Raises TimelineError for anything else, and a number that no log takes."""
    try:
        return _decode_object(line)
    except FieldError as error:
        raise TimelineError(f"{at}: {error}") from error
    except RecursionError as error:
        raise TimelineError(f"{at}: it must be one JSON object, and is nested too deeply") from error
    except msgspec.MsgspecError as error:
        got = _GOT.match(str(error))
        wrong = f"it must be one JSON object{f', and is {_OTHER[got[1]]}' if got else f': {error}'}"
        if "out of range" in wrong:
            wrong = "a number of over 4,300 digits is beyond the largest there are: write it as text, in quotes"
        raise TimelineError(f"{at}: {wrong}") from error
