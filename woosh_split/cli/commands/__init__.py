"""One module a command, named after the verb that the user types."""
