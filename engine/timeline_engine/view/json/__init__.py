"""Answers as JSON, a contract that other tools build on."""
