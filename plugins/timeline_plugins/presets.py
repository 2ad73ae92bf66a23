"""Presets for layouts that many files have; where each is described stands beside it."""

from timeline_engine.plugins.presets import Preset

# https://timeline.knightlab.com/docs/using-spreadsheets.html and …/docs/json-format.html; the sheet's columns are the
# template's. A row of Type "title" is the page before the timeline, and no event. Texts are HTML. A year is what its
# number says (3.9.11, src/js/language/Language.js): -44 is shown as 44 BCE, -1 as 1 BCE, 44 as 44.
_SHEET = (
    "Headline=title,Year+Month+Day+Time=when,? End Year+End Month+End Day+End Time=until,? Text=summary,? Type=kind,"
    "? Media=url,? Media Credit=publisher,? Media Caption=source"
)
_JSON = (
    "text.headline=title,start_date=when,? end_date=until,? text.text=summary,? group=kind,? unique_id=event,"
    "? media.url=url,? media.credit=publisher,? media.caption=source"
)
TIMELINEJS = Preset(
    "TimelineJS: the spreadsheet, or its JSON",
    {"map": _SHEET, "markup": "html", "without": "kind=title", "negative": "bc", "pivot": "0099"},
    {"json": {"map": _JSON, "list": "events"}},
)

# https://timesketch.org/guides/user/import-from-json-csv/: message, datetime (ISO 8601) and timestamp_desc are needed,
# timestamp is the same in microseconds.
TIMESKETCH = Preset("Timesketch: CSV or JSON Lines", {"map": "message=title,datetime=when,timestamp_desc=kind"})

# https://plaso.readthedocs.io/en/latest/sources/user/Output-format-l2tcsv.html: MM/DD/YYYY, HH:MM:SS and a time zone.
L2TCSV = Preset(
    "log2timeline and plaso: l2tcsv",
    {
        "map": "short=title,date+time+timezone=when,source+sourcetype=kind,? desc=summary,? user=actors,? host=place,"
        "? filename=source",
        "dates": "month-first",
        "empty": "-",
    },
)


def _actor(number: int) -> str:
    said = "Code,Name,CountryCode,KnownGroupCode,EthnicCode,Religion1Code,Religion2Code,Type1Code,Type2Code,Type3Code"
    return ",".join(f"Actor{number}{name}" for name in said.split(","))


def _gdelt(*place: str, last: str = "DATEADDED,SOURCEURL") -> str:
    """The columns of a file of events, each place with these parts, and the last ones."""
    places = [f"{of}Geo_{part}" for of in ("Actor1", "Actor2", "Action") for part in place]
    return ",".join(
        (
            "GLOBALEVENTID,SQLDATE,MonthYear,Year,FractionDate", _actor(1), _actor(2),
            "IsRootEvent,EventCode,EventBaseCode,EventRootCode,QuadClass,GoldsteinScale,NumMentions,NumSources,NumArticles",
            "AvgTone", *places, last,
        )
    )  # fmt: skip


# http://data.gdeltproject.org/documentation/GDELT-Event_Codebook-V2.0.pdf, and GDELT-Data_Format_Codebook.pdf for 1.0,
# in which places have no ADM2Code, and rows before April 2013 no SOURCEURL. Files have no header line. An event has no
# title: its actors and CAMEO code are one.
_OLD_PLACE = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
_PLACE = (*_OLD_PLACE[:4], "ADM2Code", *_OLD_PLACE[4:])
GDELT = Preset(
    "GDELT: events, 1.0 and 2.0",
    {
        "header": f"{_gdelt(*_PLACE)}|{_gdelt(*_OLD_PLACE)}|{_gdelt(*_OLD_PLACE, last='DATEADDED')}",
        "map": "GLOBALEVENTID=event,Actor1Name+EventCode+Actor2Name=title,SQLDATE=when,EventCode=kind,"
        "Actor1Name+Actor2Name=actors,ActionGeo_FullName=place,DATEADDED=published,? SOURCEURL=url",
    },
)
