"""What really ran, as text, Markdown and JSON."""
