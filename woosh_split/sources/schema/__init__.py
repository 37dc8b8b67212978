"""Where the schema is declared: SQL dumps, a Prisma schema, a live server."""
