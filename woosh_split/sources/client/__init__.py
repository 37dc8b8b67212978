"""The apps in front of the monolith: which requests they send, and who would answer them."""
