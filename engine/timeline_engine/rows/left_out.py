"""What an import leaves out of a file, each in a sentence."""

from .reports import FileReport, of_whom


def older(report: FileReport, newest: int) -> str:
    """An older version of a calendar's event than the log has."""
    return (
        f"{report.at}: left out version {report.version} of event {report.event!r}, an older one than version "
        f"{newest}, which the log has"
    )


def stood_otherwise(report: FileReport) -> str:
    """How an event stood before, of which the log tells itself (R8.10)."""
    return f"{report.at}: left out how event {report.event!r} stood on {report.known}, as the log has it otherwise"


def out_of_the_record(report: FileReport) -> str:
    """A report that was taken out of the record here (R8.5)."""
    return (
        f"{report.at}: left out the report{of_whom(report)}: it was taken out of the record here; --put-back records "
        "it again"
    )


def corrected_away(report: FileReport, what: str, entry: str) -> str:
    """A value that was corrected away here (R8.5)."""
    return (
        f"{report.at}: left out {what}{of_whom(report)}: it was corrected away in entry {entry[:8]}; --put-back "
        "corrects it back"
    )
