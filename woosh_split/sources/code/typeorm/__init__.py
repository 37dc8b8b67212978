"""TypeORM: entity classes to tables, and what the code does with repositories, managers and query builders."""
