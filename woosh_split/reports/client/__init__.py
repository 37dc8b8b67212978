"""What the split means for the app, as text and as JSON."""
