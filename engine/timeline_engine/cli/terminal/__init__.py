"""The terminal: tables, pages and progress."""
