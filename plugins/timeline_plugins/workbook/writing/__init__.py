"""Writing a workbook: its sheets, apart from their cells, and the file that holds them."""
