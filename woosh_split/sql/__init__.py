"""SQL: text to table uses (the only door to sqlglot), and names and texts to SQL."""
