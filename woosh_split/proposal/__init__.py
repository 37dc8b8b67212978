"""Graph to services, table ownership, alternatives, price and reasons."""
