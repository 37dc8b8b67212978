"""The proof of an extraction: the same requests to the monolith and to its services, answers and rows compared."""
