"""The oracle of the rules in docs/semantics.md by which every entry about an event is a report.

Naive and apart from the engine; each function names the rule that it follows. `naive.py` beside it is the oracle
of the fold as it is built today.
"""

from oracle.evidence.answer import answer

__all__ = ["answer"]
