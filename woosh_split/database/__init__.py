"""The live database: the only door to SQLAlchemy and PyMySQL."""
