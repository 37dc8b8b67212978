"""What the split means for the app: which route answers each of its calls, and what has to point to the gateway."""
