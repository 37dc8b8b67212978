"""What is read: code, client apps, schema dumps, live servers. Records what stands there and concludes nothing."""
