"""Spark: makes the layout of a log on many machines, and asks one; the extra ``spark``."""
