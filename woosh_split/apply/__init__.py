"""The only room that changes anything: files today, databases and routing tables later."""
