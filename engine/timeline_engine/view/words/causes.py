"""How an event is responsible for a change, in words: what happened, and since when that was known or recorded."""

from ...dates import Zone
from ..diff.causes import Reason
from .phrases import date_words


def how_words(reason: Reason, zone: Zone) -> str:
    """How an event is responsible, like ``occurred 2019-05, known 2019-06-25``; ``zone`` is the log's."""
    if reason.how == "corrected":
        return f"recorded {reason.recorded}, corrected {reason.corrected or 'since'}"
    if reason.how == "time":
        return f"{_deed(reason, zone)}, not in effect before {reason.effective}"
    return _deed(reason, zone) + _dates(reason, zone)


def _dates(reason: Reason, zone: Zone) -> str:
    """When it was known, recorded, or taken out of the record, to stand after what was done: ``, known 2019-06-25``."""
    if reason.undone == "void":
        return f", taken out of the record {reason.corrected or 'since'}"
    if reason.undone:
        since = reason.recorded if reason.undone == "recorded" else _known(reason, zone)
        return f", not {reason.undone} before {since}"
    same = reason.known == reason.when and reason.how in ("announced", "occurred")
    known = "that day" if same else _known(reason, zone)
    in_effect = f", in effect since {reason.effective}" if reason.how == "effective" else ""
    return f", known {known}{in_effect}" + (f", recorded {reason.recorded}" if reason.recorded else "")


def _known(reason: Reason, zone: Zone) -> str:
    return date_words(reason.known, zone)


def _deed(reason: Reason, zone: Zone) -> str:
    if reason.how == "sourced":
        return f"also reported by {reason.by}" if reason.by else "reported once more"
    if reason.how == "retracted":
        return f"taken back by {reason.by}" if reason.by else "retracted"
    return _event_deed(reason, zone) + (f", says {reason.by}" if reason.by else "")


def _event_deed(reason: Reason, zone: Zone) -> str:
    when = f" {date_words(reason.when, zone)}" if reason.when else ""
    match reason.how:
        case "announced":
            return f"set for{when}" if when else "announced without a date"
        case "moved":
            return f"moved to{when}"
        case "occurred" | "effective" | "time":
            return f"occurred{when}"
        case _:
            return reason.how
