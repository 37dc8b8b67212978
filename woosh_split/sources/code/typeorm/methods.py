"""What the methods of repositories and entity managers do to the database."""

from __future__ import annotations

FINDS_MANY = frozenset(
    {
        "find", "findBy", "findByIds", "findTrees", "findRoots", "findDescendants", "findAncestors",
        "findDescendantsTree", "findAncestorsTree",
    }
)  # fmt: skip
FINDS_ONE = frozenset({"findOne", "findOneBy", "findOneOrFail", "findOneByOrFail", "findOneById", "preload"})
FINDS_AND_COUNTS = frozenset({"findAndCount", "findAndCountBy"})
COUNTS = frozenset(
    {
        "count", "countBy", "exist", "exists", "existsBy", "sum", "average", "minimum", "maximum",
        "countDescendants", "countAncestors", "stream", "reload",
    }
)  # fmt: skip
READS = FINDS_MANY | FINDS_ONE | FINDS_AND_COUNTS | COUNTS
BY_CONDITION = frozenset(
    {"findBy", "findOneBy", "findOneByOrFail", "findAndCountBy", "countBy", "existsBy", "sum", "average",
     "minimum", "maximum"}
)  # fmt: skip
"""Their argument is the condition itself, not an object of options."""
TREES = frozenset(
    {"findDescendants", "findAncestors", "findDescendantsTree", "findAncestorsTree", "countDescendants",
     "countAncestors", "findTrees"}
)  # fmt: skip
TREE_BUILDERS = frozenset({"createDescendantsQueryBuilder", "createAncestorsQueryBuilder"})
WRITES = {
    "save": "insert",
    "insert": "insert",
    "upsert": "insert",
    "update": "update",
    "updateAll": "update",
    "increment": "update",
    "decrement": "update",
    "softDelete": "update",
    "softRemove": "update",
    "restore": "update",
    "recover": "update",
    "delete": "delete",
    "deleteAll": "delete",
    "remove": "delete",
    "clear": "truncate",
}
OBJECT_WRITES = frozenset({"save", "remove", "softRemove", "recover"})
"""They are handed objects, and follow cascades."""
MAKES = frozenset({"create", "merge"})
TELLING = frozenset(
    {
        *TREE_BUILDERS, "createQueryBuilder", "getRepository", "getTreeRepository", "createQueryRunner", "getMany", "getManyAndCount",
        "getRawMany", "getRawOne", "getRawAndEntities", "getOneOrFail", "findOneBy", "findOneOrFail",
        "findOneByOrFail", "findAndCount", "findAndCountBy", "softDelete", "softRemove", "leftJoinAndSelect",
        "innerJoinAndSelect", "withRepository", "setLock",
    }
)  # fmt: skip
"""Nothing but TypeORM has methods of these names."""
COMMON = (READS | frozenset(WRITES)) - TELLING
"""Other things have methods of these names too; the receiver's name must speak for the database as well."""
RAW = frozenset({"query", "execute"})
