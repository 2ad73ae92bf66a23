"""Setting the chronology, by typst: what comes from a log reaches our template as JSON, never as markup."""

import re
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

import msgspec

from timeline_engine.errors import NotInstalled
from timeline_engine.view.words.phrases import counted

_ACCESSIBLE = ["ua-1"]
_WITHOUT_FONT = re.compile(r'the text `"(.+?)"` could not be displayed')
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")
_NAMED = 12  # signs that are named; the rest is counted


def typeset(data: object) -> tuple[bytes, Sequence[str]]:
    """The pages, and a sentence if they show signs as boxes. Raises NotInstalled where typst is not installed."""
    typst = _typst()
    asked = {"input": _template(), "sys_inputs": {"data": msgspec.json.encode(data).decode()}}
    try:
        return typst.compile(**asked, pdf_standards=_ACCESSIBLE), ()
    except typst.TypstError as error:
        signs = _without_font(error.diagnostic)
        if not signs:
            raise
    return typst.compile(**asked), [_boxes(signs)]  # PDF/UA knows no boxes


def _typst() -> Any:
    try:
        return import_module("typst")
    except ImportError as error:
        raise NotInstalled(
            "pdf: pages are set by typst, which is not installed: pip install 'timeline-engine[pdf]'"
        ) from error


@cache
def _template() -> bytes:
    return files(__package__).joinpath("chronology.typ").read_bytes()


def _without_font(diagnostic: str) -> Sequence[str]:
    """The signs for which no font was found, as the error quotes them, each once, in order."""
    quoted = "".join(_WITHOUT_FONT.findall(diagnostic))
    return sorted(set(_CODE.sub(lambda code: chr(int(code[1], 16)), quoted)))


def _boxes(signs: Sequence[str]) -> str:
    named = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in signs[:_NAMED])
    more = f" and {len(signs) - _NAMED} more" if len(signs) > _NAMED else ""
    return f"No font here has {counted(len(signs), 'sign')}, shown as a box: {named}{more}."
