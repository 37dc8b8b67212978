"""Services as they are generated: one folder for each framework."""
