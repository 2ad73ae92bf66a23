"""Reading the workbooks that people send."""
