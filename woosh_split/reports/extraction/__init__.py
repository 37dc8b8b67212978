"""What an extraction does, or would do, in each format that it can be asked for."""
