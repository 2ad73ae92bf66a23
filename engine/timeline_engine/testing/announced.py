"""What both kinds of plugins say of themselves."""

from importlib.metadata import entry_points


def check_announced(group: str, name: str, title: str, suffix: str) -> None:
    """Whether title and suffix are such, and the suffix is known before the plugin is imported."""
    assert title.strip() == title.splitlines()[0], "the title is one line"
    assert suffix.startswith("."), "the suffix begins with a dot"
    assert suffix == suffix.lower(), "the suffix is written small"
    points = entry_points(group=group)
    own = {point.value for point in points if point.name == name}
    is_known = any(f".{point.name}" == suffix for point in points)  # it may be another's, which is called like it
    announced = is_known or any(point.name == suffix and point.value in own for point in points)
    assert announced, f'announce the suffix with a second entry point, "{suffix}", or call the first one like it'
