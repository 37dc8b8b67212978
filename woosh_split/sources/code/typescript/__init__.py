"""TypeScript as a language: files to summaries (plain tuples), names to declarations. Knows no framework."""
