"""The options that a log keeps for the files of a source (``timeline.toml``, ``[import.NAME]``)."""

from collections.abc import Mapping

from ..dates import Zone, read_moment
from ..errors import TimelineError, did_you_mean
from ..log import Log
from ..log.sources import source_options, where_named
from ..rows.changing import BY_US, check_options
from ..rows.reading import read_settled
from .installed import IMPORTERS, by_suffix
from .making import importer, options_of
from .using import File, path_of


def with_source(
    log: Log, source: str | None, given: Mapping[str, str], format: str | None, file: File
) -> tuple[dict[str, str], str | None]:
    """The options for a file of a named source, and its format: what is ``given`` wins over what the log keeps.

    Raises TimelineError naming settings and source if there is no such, or an option that it has is none; PluginError.
    """
    if source is None:
        return dict(given), format
    kept = source_options(log, source, given)
    kept_format = kept.pop("format", None)
    name = format or kept_format or by_suffix(IMPORTERS, path_of(file))
    try:
        _check(kept, name)
        if "known" in kept:
            kept["known"] = read_settled(kept["known"], Zone(log.info.zone), read_moment)
    except TimelineError as error:
        raise TimelineError(f"{where_named(log, source)}: {error}") from error
    return {**kept, **given}, name


def _check(kept: Mapping[str, str], name: str) -> None:
    own = options_of(name)
    known = {"format", "preset", *BY_US, *own}
    for option in kept:
        if option not in known:
            near = did_you_mean(option, known) or f"; there are {', '.join(sorted(known))}"
            raise TimelineError(f"no option is called {option!r}{near}")
    check_options({option: kept[option] for option in kept if option not in own})
    importer(name, {option: kept[option] for option in kept if option in own})
