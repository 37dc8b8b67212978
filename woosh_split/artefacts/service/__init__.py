"""The files of a service, in memory: one folder a framework."""
