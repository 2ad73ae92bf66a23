"""Workbooks: Excel files (ECMA-376), written and read."""
