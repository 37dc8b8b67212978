"""The frozen vocabulary: what a monolith is made of, as facts. Imports nothing of the other rooms."""
