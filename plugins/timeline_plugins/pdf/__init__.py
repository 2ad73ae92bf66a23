"""A printable chronology: the issues, what is disputed, and every event with its sources, as PDF."""
