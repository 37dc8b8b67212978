"""The report of a split: one page that is a pure function of its data, and the same picture for other tools."""
