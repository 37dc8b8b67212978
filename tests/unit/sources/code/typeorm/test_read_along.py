"""What TypeORM asks for along with an entity: keys and counts of its relations, columns that are a query."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

ENTITIES = """
import { Module, Injectable } from '@nestjs/common';
import { Column, DataSource, Entity, EntityManager, ManyToMany, ManyToOne, OneToMany, JoinTable, PrimaryGeneratedColumn, RelationCount, RelationId, VirtualColumn } from 'typeorm';
import { paginate } from 'nestjs-typeorm-paginate';
import { paginate as listed } from 'nestjs-paginate';
@Entity('tags') export class Tag { @PrimaryGeneratedColumn() id: number; @ManyToMany(() => Post, (post) => post.tags) posts: Post[]; }
@Entity('authors') export class Author {
  @PrimaryGeneratedColumn() id: number;
  @OneToMany(() => Post, (post) => post.author) posts: Post[];
  @VirtualColumn({ query: (alias) => `SELECT COUNT(*) FROM reviews r WHERE r.author_id = ${alias}.id` }) reviews: number;
}
@Entity('posts') export class Post {
  @PrimaryGeneratedColumn() id: number;
  @ManyToOne(() => Author, (author) => author.posts) author: Author;
  @RelationId((post: Post) => post.author) authorId: number;
  @ManyToMany(() => Tag, (tag) => tag.posts) @JoinTable({ name: 'post_tags' }) tags: Tag[];
  @RelationId('tags') tagIds: number[];
  @OneToMany(() => Comment, (comment) => comment.post) comments: Comment[];
  @RelationId((post: Post) => post.comments) commentIds: number[];
}
@Entity('comments') export class Comment {
  @PrimaryGeneratedColumn() id: number;
  @ManyToOne(() => Post, (post) => post.comments) post: Post;
}
@Entity('shelves') export class Shelf {
  @PrimaryGeneratedColumn() id: number;
  @ManyToMany(() => Post) @JoinTable({ name: 'shelf_posts' }) posts: Post[];
  @RelationCount((shelf: Shelf) => shelf.posts) size: number;
}
@Entity('notes') export class Note { @PrimaryGeneratedColumn() id: number; @ManyToOne(() => Plain, (plain) => plain.notes) plain: Plain; }
@Entity('labels') export class Label { @PrimaryGeneratedColumn() id: number; }
@Entity('plain') export class Plain {
  @PrimaryGeneratedColumn() id: number;
  @ManyToOne(() => Author) author: Author;
  @ManyToMany(() => Label) @JoinTable({ name: 'plain_tags' }) tags: Label[];
  @OneToMany(() => Note, (note) => note.plain) notes: Note[];
}
@Injectable() export class Service {
  constructor(private readonly source: DataSource) {}
  run(em: EntityManager) { BODY }
}
@Module({ providers: [Service] }) export class AppModule {}
"""
OF_POST = {"posts", "post_tags", "comments"}


def read(tmp_path: Path, body: str) -> set[str]:
    """Return the tables that a method reads."""
    facts = small(tmp_path, {"src/app.module.ts": ENTITIES.replace("BODY", body)}).facts
    assert not facts.unresolved
    return {each.table for each in facts.accesses if each.mode == "read"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return em.find(Post);", OF_POST),
        ("return em.findOneBy(Post, { id: 1 });", OF_POST),
        ("return em.find(Post, { loadEagerRelations: false });", OF_POST),
        ("return em.find(Post, { relations: { author: true } });", {*OF_POST, "authors", "reviews"}),
        ("return em.find(Post, { where: { author: { id: 1 } } });", {*OF_POST, "authors"}),
        ("return em.count(Post);", {"posts"}),
        ("return em.createQueryBuilder(Post, 'p').getMany();", OF_POST),
        ("return em.createQueryBuilder(Post, 'p').getCount();", {"posts"}),
        ("return em.createQueryBuilder(Post, 'p').getRawMany();", {"posts"}),
        ("return em.createQueryBuilder(Author, 'a').leftJoinAndSelect('a.posts', 'p').getOne();", {*OF_POST, "authors", "reviews"}),
        ("return em.createQueryBuilder(Comment, 'c').leftJoin('c.post', 'p').getMany();", {"comments", "posts"}),
        ("return em.find(Shelf);", {"shelves", "shelf_posts", "posts"}),
        ("return em.find(Author);", {"authors", "reviews"}),
        ("return em.find(Comment, { loadRelationIds: true });", {"comments"}),
        ("return em.find(Plain, { loadRelationIds: { relations: ['tags'] } });", {"plain", "plain_tags"}),
        ("return em.find(Plain, { loadRelationIds: { relations: ['author'] } });", {"plain"}),
        ("return em.find(Plain, { loadRelationIds: false });", {"plain"}),
        ("return em.find(Plain, { loadRelationIds: true });", {"plain", "plain_tags", "notes"}),
        ("return em.createQueryBuilder(Plain, 'p').loadAllRelationIds().getMany();", {"plain", "plain_tags", "notes"}),
        ("return em.createQueryBuilder(Plain, 'p').loadAllRelationIds({ relations: ['notes'] }).getMany();", {"plain", "notes"}),
        ("return paginate(em.getRepository(Author), { page: 1, limit: 10 });", {"authors", "reviews"}),
        ("return paginate(em.createQueryBuilder(Author, 'a'), { page: 1, limit: 10 });", {"authors", "reviews"}),
        ("return listed({} as any, em.getRepository(Author), {});", {"authors", "reviews"}),
    ],
)  # fmt: skip
def test_whoever_loads_an_entity_reads_what_its_members_ask_for(
    tmp_path: Path, body: str, expected: set[str]
) -> None:
    """A key that the row holds is there already, and what only joins or counts loads no entity."""
    assert read(tmp_path, body) == expected


def test_a_member_that_may_mean_several_relations_ends_no_reading(tmp_path: Path) -> None:
    source = ENTITIES.replace("BODY", "return em.find(Post);").replace(
        "@RelationId('tags')", "@RelationId(process.env.MORE ? 'tags' : 'comments')"
    )
    found = small(tmp_path, {"src/app.module.ts": source}).facts
    assert "posts" in {each.table for each in found.accesses}


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("(alias) => `SELECT (( reviews WHERE ${alias}.id`", "("),
        ("made({ of: 'reviews' })", "the text of the SQL is not known"),
        ("(alias) => made(alias)", "the text of the SQL is not known"),
    ],
)
def test_a_column_whose_query_nobody_can_read_is_told_at_its_place(
    tmp_path: Path, query: str, reason: str
) -> None:
    known = "(alias) => `SELECT COUNT(*) FROM reviews r WHERE r.author_id = ${alias}.id`"
    source = ENTITIES.replace("BODY", "\n    return em.find(Author);").replace(known, query)
    made = "import { made } from 'acme-columns';\n" + source
    (told,) = small(tmp_path, {"src/app.module.ts": made}).facts.unresolved
    (line,) = [number for number, text in enumerate(made.splitlines(), 1) if "@VirtualColumn" in text]
    assert (told.kind, told.file, told.line) == ("sql", "src/app.module.ts", line)
    assert reason in told.reason or reason in told.text
