"""Options of plugins, as a person types them: ``-O NAME=VALUE``."""

import click

from ..errors import TimelineError

_NAMES = {"start": "from", "end": "until"}
"""What options of exporters are called on the command line, where it has another name for it."""


def read_options(texts: tuple[str, ...], **named: str | None) -> dict[str, str]:
    """Read the ``NAME=VALUE`` options of a plugin; ``named`` are those that have an option of their own, and its value.

    Raises TimelineError, click.UsageError for one that is given twice.
    """
    options = dict[str, str]()
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise TimelineError(f"--option {text!r}: write it as NAME=VALUE")
        if name in options:
            raise click.UsageError(f"--option {name} is given twice, and only one can hold: give it once")
        options[name] = value
    said = {name: value for name, value in named.items() if value is not None}
    if both := sorted(options.keys() & said.keys()):
        own = _NAMES.get(both[0], both[0])
        raise click.UsageError(f"--{own} and --option {both[0]} say the same, and only one can hold: give one")
    return options | said
