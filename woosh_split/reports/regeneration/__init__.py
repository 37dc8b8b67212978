"""What writing generated files anew does, in each format that it can be asked for."""
