"""A page: one file that a browser opens from disk, with a clock that goes through the history."""
