"""JSON: the machine-readable answer."""
