"""An independent reading of docs/semantics.md, to hold the engine against."""
