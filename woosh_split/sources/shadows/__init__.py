"""What shadow requests have shown: asked of gateways that run, read from the logs that they write."""
