"""Markdown: a page of an answer."""
