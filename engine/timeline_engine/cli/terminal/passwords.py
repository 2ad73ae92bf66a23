"""No message has a password in it, whatever a URL was typed for: a file, a backup, a path with a blank before it."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

_URL = re.compile(r"(?:--[a-z-]+=)?\s*([A-Za-z][A-Za-z0-9+.-]+:/.*)", re.DOTALL)


def hiding(typed: Iterable[str | None]) -> Callable[[str], str]:
    """What leaves the passwords in the URLs that were typed out of a text, also where one was read as a path."""
    urls = [found[1] for text in typed if text and (found := _URL.fullmatch(text))]
    if not urls:
        return lambda text: text
    from ...log.schemes import without_password

    shown = {form: without_password(form) for url in urls for form in (url, str(Path(url)))}

    def hide(text: str) -> str:
        for form, said in shown.items():
            text = text.replace(form, said)
        return text

    return hide
