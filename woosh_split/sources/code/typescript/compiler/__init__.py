"""The door to the monolith's own TypeScript compiler: a Node script beside this file, asked over its standard streams."""
