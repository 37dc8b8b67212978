"""The plan of a migration as text, Markdown, Mermaid and JSON."""
