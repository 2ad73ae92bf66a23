"""Rows of events: CSV and JSON Lines, written and read; and what every format of rows shares."""
