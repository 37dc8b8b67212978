"""Plans and results to the texts of files, in memory; nothing here writes. The only door to jinja2."""
