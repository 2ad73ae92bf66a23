"""Options of plugins, as a person types them: ``-O NAME=VALUE``."""

from ..errors import TimelineError


def read_options(texts: tuple[str, ...]) -> dict[str, str]:
    """Read the ``NAME=VALUE`` options of a plugin. Raises TimelineError."""
    options = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise TimelineError(f"--option {text!r}: write it as NAME=VALUE")
        options[name] = value
    return options
