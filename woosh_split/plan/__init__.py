"""Split file and facts to ordered phases of steps, as data."""
