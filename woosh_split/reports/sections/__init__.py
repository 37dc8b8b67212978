"""The sections of the report, one a module; ``reports.registry`` lists them in the order of reading."""
