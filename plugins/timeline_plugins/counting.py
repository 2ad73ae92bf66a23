"""How exporters count in their sentences on what a format could not carry whole."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 event``, ``2,000 events``; ``many`` if the plural is not just an s more."""
    return f"1 {one}" if number == 1 else f"{number:,} {many or one + 's'}"
