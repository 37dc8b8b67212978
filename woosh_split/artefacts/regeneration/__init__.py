"""A generator's output, what it wrote last and what people made of it, to what the files shall hold; nothing here writes."""
