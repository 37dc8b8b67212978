"""The routing table, an explanation and a difference of tables, as text, Markdown and JSON."""
