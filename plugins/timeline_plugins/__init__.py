"""The plugins that ship: one module per format, loaded when used."""
