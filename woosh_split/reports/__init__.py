"""Facts to text, one module a format. Pure functions: nothing here prints or opens a file."""
