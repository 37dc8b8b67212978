"""Prisma models as tables."""

from __future__ import annotations

from woosh_split.model.schema import ForeignKey
from woosh_split.sources.schema.prisma import read_prisma

SCHEMA = """
datasource db { provider = "mysql" url = env("DATABASE_URL") }

enum Role { USER ADMIN }

/// A comment with model Fake { }
model User {
  id     Int     @id @default(autoincrement()) // the key
  email  String  @unique @map("email_address") @db.VarChar(255)
  role   Role    @default(USER)
  bio    String?
  url    String  @default("http://x//{y}")
  posts  Post[]

  @@map("users")
}

model Post {
  authorId Int   @map("author_id")
  slug     String
  tags     String[]
  author   User  @relation(fields: [authorId], references: [id], onDelete: Cascade)

  @@id([authorId, slug])
}
"""


def test_models_are_tables_under_their_mapped_names() -> None:
    tables = read_prisma(SCHEMA, "prisma/schema.prisma")

    assert [(t.name, t.entity, t.entity_file, t.line, t.declared_by) for t in tables] == [
        ("Post", "Post", "prisma/schema.prisma", 18, ("entity",)),
        ("users", "User", "prisma/schema.prisma", 7, ("entity",)),
    ]


def test_scalar_and_enum_fields_are_columns_and_relations_are_not() -> None:
    post, users = read_prisma(SCHEMA, "schema.prisma")

    assert [(c.name, c.type, c.nullable, c.primary_key) for c in users.columns] == [
        ("id", "int", False, True),
        ("email_address", "string", False, False),
        ("role", "role", False, False),
        ("bio", "string", True, False),
        ("url", "string", False, False),
    ]
    assert [(c.name, c.primary_key) for c in post.columns] == [
        ("author_id", True),
        ("slug", True),
        ("tags", False),
    ]


def test_relations_that_hold_the_key_are_foreign_keys() -> None:
    post, users = read_prisma(SCHEMA, "schema.prisma")

    assert post.foreign_keys == (ForeignKey(("author_id",), "users", ("id",)),)
    assert users.foreign_keys == ()


def test_a_file_that_is_no_prisma_schema_has_no_tables() -> None:
    assert read_prisma("model {{{ broken", "schema.prisma") == ()
