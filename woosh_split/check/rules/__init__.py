"""One rule a file; ``check/registry.py`` lists them all, ``check/rule.py`` says what a rule is."""
