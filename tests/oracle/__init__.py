"""A reading of docs/semantics.md to hold the engine against, its rules worked out by hand, and one of imports."""
