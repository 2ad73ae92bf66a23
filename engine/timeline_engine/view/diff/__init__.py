"""What changed between two questions, and what made it change."""

from .changes import (
    CAUSES,
    NO_ISSUE,
    Cause,
    Change,
    Diff,
    answer_cells,
    apply_changes,
    diff,
    diff_json,
    diff_questions,
    read_question,
)

__all__ = [
    "CAUSES",
    "NO_ISSUE",
    "Cause",
    "Change",
    "Diff",
    "answer_cells",
    "apply_changes",
    "diff",
    "diff_json",
    "diff_questions",
    "read_question",
]
