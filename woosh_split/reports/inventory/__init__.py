"""A server as it is, as text, Markdown and JSON."""
