"""Plain text: a briefing of an answer."""
