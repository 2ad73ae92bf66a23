"""Two readings of docs/semantics.md to hold the engine against: `evidence`, and `naive` of the fold of today."""
