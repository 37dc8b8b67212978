"""Front ends for backend code, a language or a framework each."""
