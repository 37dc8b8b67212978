"""The NestJS gateway: its sources as they are, and the files around them that know the services."""
