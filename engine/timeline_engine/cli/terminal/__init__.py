"""The terminal: tables, pages and progress, and files written whole or not at all."""
