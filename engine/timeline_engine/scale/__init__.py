"""Very large logs: what the fold makes of each event, as rows in Parquet that DuckDB and Spark ask (docs/scale.md)."""
