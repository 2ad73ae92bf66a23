"""Options of plugins, read from text."""


def yes_or_no(name: str, text: str | bool) -> bool:
    """Whether an option is on. Raises ValueError."""
    if text not in ("yes", "no", True, False):
        raise ValueError(f"{name} is {text!r}, it must be yes or no")
    return text in ("yes", True)
