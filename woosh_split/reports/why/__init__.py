"""The answer of ``why`` as text, Markdown and JSON."""
