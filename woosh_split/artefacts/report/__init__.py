"""The report's page: its parts under ``templates/report`` put together into one file."""
