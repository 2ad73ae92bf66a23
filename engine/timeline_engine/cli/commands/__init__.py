"""The commands, one module per group of them, each imported when one of its commands is called."""
