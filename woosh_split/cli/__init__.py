"""The command line: parses, calls ``pipeline``, prints. The only door to typer."""
