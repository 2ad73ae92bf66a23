"""The log: ordered, hash-chained, append-only entries; the only truth, from which all else is derived."""

from .errors import IdConflict, LogBusy, LogConflict, LogDamaged, LogError, LogExists, LogNewer, LogNotFound, Unusable
from .file import SEGMENT_BYTES, FileLog
from .keeping import keep_up, kept_of, telling, writing
from .memory import MemoryLog
from .opening import create_log, log_at, open_log
from .port import GENESIS, Clock, Head, Log, LogInfo, Reading, Receipt, Warn, utc_now
from .settings import FORMAT

__all__ = [
    "FORMAT",
    "GENESIS",
    "SEGMENT_BYTES",
    "Clock",
    "FileLog",
    "Head",
    "IdConflict",
    "Log",
    "LogBusy",
    "LogConflict",
    "LogDamaged",
    "LogError",
    "LogExists",
    "LogInfo",
    "LogNewer",
    "LogNotFound",
    "MemoryLog",
    "Reading",
    "Receipt",
    "Unusable",
    "Warn",
    "create_log",
    "keep_up",
    "kept_of",
    "log_at",
    "open_log",
    "telling",
    "utc_now",
    "writing",
]
