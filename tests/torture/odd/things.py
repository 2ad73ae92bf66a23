"""What stands in files where nobody expects it: texts, numbers, dates, JSON of other types."""

import json
import random
from typing import Any

TEXTS = (
    "", " ", "\t", "\n", "\r", "a\r\nb", "\x00", "\x1b[31m", "\u202e", "\u200b", "\U000e0041", "\ufeff", "\u2028",
    "\x85", "e\u0301", "ﬁ", "İ", "ß", "\U0001f600", "\ufffe", "'", '"', '""', "«", ";", ",", "|", "\\", "\\n", "%",
    "{}", "$(x)", "=1+1", "@SUM(A1)", "-", "--", "+", "#1", "#REF!", "null", "None", "true", "NaN", "[]", "{",
    "<b>", "&amp;", "_x0041_", "occurred", "postponed", "SCHEDULED", "retracted ", "possible", "status", "../x",
    "a/b", "http://", "https://a.example/ b", "a;b", "a,b", ";", "; ;", "Ünï", "x" * 5_000, "ä" * 70_000,
    "a " * 3_000,
)  # fmt: skip
NUMBERS = (
    "0", "-0", "1", "-1", "00", "1.0", "1e400", "-1e400", "1e-400", "9007199254740993", "0x10", "1_000", "١٢", "²",
    "9" * 400, "9" * 5_000, "-" + "9" * 5_000, "1e999999999", "0." + "3" * 400, "5%", "~5bn USD", ">", "~", "5 5",
    "inf",
)  # fmt: skip
DATES = (
    "2018", "2018-13", "2018-02-30", "0000", "0001-01-01", "-0001", "9999-12-31", "10000-01-01", "Y-17E7",
    "Y1000000000", "../2018", "2018/..", "../..", "/", "2019/2018", "[2018..]", "[..2018]", "{2018,2019}",
    "2018-21", "201X", "20XX-XX", "2018-12-04T25:00", "2018-12-04T23:59:60", "2018-12-04T10:00+99:99",
    "2018-12-04T10:00-12:00", "24:00", "1/2/18", "tomorrow", "today", "May", "mid May", "2018-W01", "2018-366",
    "٢٠١٨-١٢-٠٤", "2018-12-04 10:00", "1899-12-31", "43438", "2018-12-04" * 30, "~2018", "2018?~%", "12-2018",
    "Q5 2018", "29 Feb 2019", "[2018-12-01..2018-12-02" + ",2018" * 500 + "]",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, "", [], {}, [[]], [None], {"": ""}, ["a", 1], {"amount": 5}, {"amount": "x"},
    2**53 + 1, {"amount": 1, "unit": "", "qualifier": "odd"}, {"amount": None}, [{"issue": "i"}], {"x": {"x": {}}},
    10**400, "x" * 9_000,
)  # fmt: skip
RAW = (
    "NaN", "Infinity", "1e400", "-1e400", "1e-400", "9" * 5_000, "01", "1.", "'x'", "[" * 3_000,
    "[" * 3_000 + "]" * 3_000, '{"a":' * 3_000 + "1" + "}" * 3_000, '"\\ud800"', '"\\udc00\\ud800"', '"\\u0000"',
    '{"a":1,"a":2}', "", "undefined",
)  # fmt: skip
"""JSON that no program writes, or none should."""


def text(dice: random.Random) -> str:
    """A text, number or date."""
    return dice.choice(dice.choice((TEXTS, NUMBERS, DATES)))


def changed(thing: Any, dice: random.Random) -> Any:
    """JSON with one thing in it changed, at any depth."""
    if not isinstance(thing, dict | list) or not thing or dice.random() < 0.15:
        return dice.choice((text(dice), dice.choice(VALUES), [thing], {"x": thing}))
    return _in_object(thing, dice) if isinstance(thing, dict) else _in_list(thing, dice)


def _in_object(thing: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    keys = list(thing)
    key = dice.choice(keys)
    without = {name: value for name, value in thing.items() if name != key}
    match dice.randrange(8):
        case 0:
            return without
        case 1:
            return {**without, dice.choice((*keys, "odd", "", text(dice))): thing[key]}
        case 2:
            return {**thing, key: thing[dice.choice(keys)]}
    return {**thing, key: changed(thing[key], dice)}


def _in_list(thing: list[Any], dice: random.Random) -> list[Any]:
    place = dice.randrange(len(thing))
    before, one, after = thing[:place], thing[place], thing[place + 1 :]
    match dice.randrange(6):
        case 0:
            return before + after
        case 1:
            return [*thing, one]
    return [*before, changed(one, dice), *after]


def raw(line: str, dice: random.Random) -> str:
    """A line of JSON in which one thing is no JSON, or a key stands twice."""
    found = json.loads(line)
    if not isinstance(found, dict) or not found:
        return dice.choice(RAW)
    key = dice.choice(list(found))
    if dice.random() < 0.3:
        return line[:-1] + f",{json.dumps(key)}:{json.dumps(found[dice.choice(list(found))])}}}"
    mark = "raw is put here"
    return json.dumps({**found, key: mark}, ensure_ascii=False).replace(f'"{mark}"', dice.choice(RAW))
