"""The log: ordered, hash-chained, append-only entries; the only truth, from which all else is derived."""

from .errors import (
    IdConflict,
    LogBusy,
    LogConflict,
    LogDamaged,
    LogError,
    LogExists,
    LogNewer,
    LogNotFound,
    LogUncertain,
    LogUnreachable,
    Unusable,
)
from .file import SEGMENT_BYTES, FileLog
from .keeping import keep_up, keeper_of, kept_of, telling, writing
from .memory import MemoryLog
from .opening import create_log, log_at, open_log
from .port import GENESIS, Clock, Head, Log, LogInfo, Reading, Receipt, Warn, utc_now
from .schemes import without_password
from .settings import FORMAT
from .showing import Chained, Followed, InFolder, Waiting

__all__ = [
    "FORMAT",
    "GENESIS",
    "SEGMENT_BYTES",
    "Chained",
    "Clock",
    "FileLog",
    "Followed",
    "Head",
    "IdConflict",
    "InFolder",
    "Log",
    "LogBusy",
    "LogConflict",
    "LogDamaged",
    "LogError",
    "LogExists",
    "LogInfo",
    "LogNewer",
    "LogNotFound",
    "LogUncertain",
    "LogUnreachable",
    "MemoryLog",
    "Reading",
    "Receipt",
    "Unusable",
    "Waiting",
    "Warn",
    "create_log",
    "keep_up",
    "keeper_of",
    "kept_of",
    "log_at",
    "open_log",
    "telling",
    "utc_now",
    "without_password",
    "writing",
]
