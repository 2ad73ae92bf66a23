"""An entry in a few words, which tell it from others of its event; and what to type of one that is doubtful."""

from ..dates import Zone
from ..history import Statement
from ..view.words.phrases import date_words, source_words
from ..visible import quote


def entry_words(statement: Statement, zone: Zone) -> str:
    """``3f2a91bc (recorded, 2019-01-20, Harbour Post (2019-01-10))``: id, kind, date, and source or else since when."""
    body = statement.body
    when = getattr(body, "when", None)
    sources = [source_words(source, zone) for source in body.sources]
    words = [
        body.KIND.removeprefix("event."),
        *([date_words(when, zone)] if when else []),
        *(sources or [f"known {date_words(statement.known.text, zone)}"]),
    ]
    return f"{statement.id[:8]} ({', '.join(words)})"


def kept(doubt: str, entry: str, mend: str | None) -> str:
    """That an entry stands though there is a doubt, and what to type to put it right."""
    correct = f"timeline correct {quote(entry[:8])}"
    told = f"`{correct} {mend}` puts it right" if mend else f"`{correct} --void` takes it back"
    return f"{doubt}; it is kept, {told}"
