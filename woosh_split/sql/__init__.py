"""SQL text to table uses: the only door to sqlglot."""
