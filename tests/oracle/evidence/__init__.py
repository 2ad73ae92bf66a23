"""The oracle of the rules in docs/semantics.md: naive and apart from the engine; each function names its rule."""

from oracle.evidence.answer import answer

__all__ = ["answer"]
