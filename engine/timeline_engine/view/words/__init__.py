"""Answers in words: the same in the terminal, the briefing, the workbook and the calendar."""
