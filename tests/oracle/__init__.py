"""Two independent readings of docs/semantics.md to hold the engine against: `evidence`, and `naive` of its fold today."""
