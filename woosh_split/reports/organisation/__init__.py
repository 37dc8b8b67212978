"""The organisation of the database for people and programs: text, Markdown, JSON."""
