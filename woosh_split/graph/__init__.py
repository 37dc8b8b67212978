"""Facts to conclusions: who depends on whom, and where the declarations disagree."""
