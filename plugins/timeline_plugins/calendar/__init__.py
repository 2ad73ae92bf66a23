"""Calendars: iCalendar files (RFC 5545), written and read."""
