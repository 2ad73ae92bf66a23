"""Examples of the rules of docs/semantics.md, worked out by hand: small logs, questions, and what the answer says."""
