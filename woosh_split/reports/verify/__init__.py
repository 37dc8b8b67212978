"""What ``verify`` found, for people and for programs."""
