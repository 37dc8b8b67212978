"""A shop whose database has one of everything, its facts and its split: what the tests of the database side share.

The tables come from the dump below, as the analysis reads it; the accesses are written by hand. One table's name holds
whatever a name may hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from shop_facts import access, module

from woosh_split.artefacts.database.organise import organise
from woosh_split.artefacts.database.stage import Settings, Stage, stage
from woosh_split.graph.crossings import crossings
from woosh_split.model.access import Access
from woosh_split.model.crossing import crossing_id
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.organisation import Organisation, ServicePart
from woosh_split.model.placement import placement_of
from woosh_split.model.schema import Column, Drift, Relation, Table
from woosh_split.model.split import Contract, Phase, Reference, Service, SplitFile
from woosh_split.sources.schema.ddl.dump import read_dump
from woosh_split.sources.schema.ddl.routine_text import routine_texts

ODD = "odd `name`; with 'quotes' -- and \\"

DUMP = """
-- Host: localhost    Database: shop
CREATE TABLE countries (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(40) NOT NULL) ENGINE=InnoDB;
CREATE TABLE currencies (code CHAR(3) NOT NULL PRIMARY KEY) ENGINE=InnoDB DEFAULT CHARSET=latin1;
CREATE TABLE users (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, email VARCHAR(80) NOT NULL,
  password_hash VARCHAR(80), reset_token VARCHAR(80), token_count INT NOT NULL DEFAULT 0, country_id INT,
  CONSTRAINT users_country FOREIGN KEY (country_id) REFERENCES countries (id)) ENGINE=InnoDB;
CREATE TABLE orders (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, user_id INT NOT NULL, total DECIMAL(10,2) NOT NULL DEFAULT 0,
  twice DECIMAL(10,2) GENERATED ALWAYS AS (total * 2) VIRTUAL,
  FOREIGN KEY (user_id) REFERENCES users (id)) ENGINE=InnoDB AUTO_INCREMENT=100;
CREATE TABLE order_tags (order_id INT NOT NULL, tag VARCHAR(20) NOT NULL, PRIMARY KEY (order_id, tag)) ENGINE=InnoDB;
CREATE TABLE `odd ``name``; with 'quotes' -- and \\` (`a ``b``; '` INT NOT NULL PRIMARY KEY, note TEXT) ENGINE=InnoDB;
CREATE TABLE stock (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, amount INT NOT NULL DEFAULT 0) ENGINE=InnoDB;
CREATE TABLE audit (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, note VARCHAR(80)) ENGINE=InnoDB;
DELIMITER $$
CREATE TRIGGER stock_au AFTER UPDATE ON stock FOR EACH ROW
BEGIN INSERT INTO audit (note) VALUES (CONCAT('stock ', NEW.id)); END$$
CREATE DEFINER=`nobody`@`nowhere` FUNCTION total_of(p_id INT) RETURNS DECIMAL(10,2) READS SQL DATA
BEGIN RETURN (SELECT SUM(total) FROM orders WHERE user_id = p_id); END$$
CREATE DEFINER=`nobody`@`nowhere` PROCEDURE close_day(IN p_id INT) MODIFIES SQL DATA SQL SECURITY DEFINER
BEGIN
  UPDATE `shop`.`orders` SET total = COALESCE(total_of(p_id), 0) WHERE user_id = p_id;
  SELECT o.id, u.email FROM orders o JOIN users u ON u.id = o.user_id;
END$$
DELIMITER ;
CREATE SQL SECURITY INVOKER VIEW order_totals AS SELECT o.user_id AS user_id, o.total AS total FROM orders o;
"""

ROWS = """
INSERT INTO countries (name) VALUES ('Kenya'), ('Uganda');
INSERT INTO currencies VALUES ('KES');
INSERT INTO users (email, password_hash, country_id) VALUES ('a@shop', 'x', 1), ('b@shop', 'y', 2);
INSERT INTO orders (user_id, total) VALUES (1, 10), (2, 20);
INSERT INTO order_tags VALUES (100, 'new');
INSERT INTO stock (amount) VALUES (5);
INSERT INTO audit (note) VALUES ('start');
"""

MODULES = ("legacy", "orders", "stock", "users")

SERVICES = (
    Service("accounts", ("users",), ("users",), isolation="grants"),
    Service("ordering", ("orders",), ("orders", "order_tags", ODD, "order_totals"), schema="ordering"),
    Service("supply", ("stock",), ("stock", "only_an_entity")),
)
REFERENCES = (Reference("countries", "accounts"), Reference("currencies"))
PHASES = (
    Phase("01-gateway"),
    Phase("02-ordering", ("ordering",), ("01-gateway",)),
    Phase("03-supply", ("supply",), ("01-gateway",)),
    Phase("04-accounts", ("accounts",), ("01-gateway",)),
    Phase("05-cleanup"),
)

ACCESSES = (
    access("orders", "orders"),
    access("orders", "orders", "write", 2, operation="insert"),
    access("orders", "orders", "write", 3, operation="delete"),
    access("orders", "order_tags", "write", 4, operation="insert", via="relation"),
    access("orders", ODD, "write", 5, operation="update", via="raw-sql"),
    access("orders", "order_totals", line=6, via="raw-sql", columns=("total",)),
    access("orders", "orders", line=6, via="view", columns=("total",)),
    access("orders", "users", line=7),
    access("orders", "users", line=8, via="raw-sql", columns=("email", "reset_token")),
    access("orders", "users", "write", 9),
    access("orders", "stock", line=10, lock=True),
    access("orders", "stock", "write", 11),
    access("orders", "audit", "write", 12, operation="insert"),
    access("orders", "countries", line=13),
    access("orders", "orders", "write", 14, via="procedure", operation="update"),
    access("orders", "orders", line=14, via="procedure"),
    access("orders", "users", line=14, via="procedure"),
    access("orders", "audit", "write", 11, via="trigger", operation="insert"),
    access("stock", "stock"),
    access("stock", "stock", "write", 2),
    access("stock", "audit", "write", 2, via="trigger", operation="insert"),
    access("stock", "orders", line=3, columns=("id", "total")),
    access("stock", "currencies", line=4),
    access("users", "users"),
    access("users", "users", "write", 2, operation="insert"),
    access("users", "countries", "write", 3, operation="insert"),
    access("users", "orders", line=4),
    access("legacy", "audit"),
    access("legacy", "audit", "write", 2, operation="truncate"),
    access("legacy", "users", line=3),
)


def facts() -> Facts:
    """Return the facts of the shop."""
    dump = read_dump(DUMP, "schema.sql")
    entity = Table("only_an_entity", entity="Only", entity_file="src/only.entity.ts", declared_by=("entity",))
    return Facts(
        Monolith("shop", ".", "nestjs", 10, 100),
        modules=tuple(module(name) for name in MODULES),
        tables=tuple(sorted((*map(_with_lost_column, dump.tables), entity), key=lambda table: table.name)),
        accesses=ACCESSES,
        relations=(Relation("orders", "tags", "many-to-many", "order_tags", "src/order.entity.ts", 9),),
        routines=dump.routines,
        triggers=dump.triggers,
        drift=(Drift("missing-column", "users", "lost", "entity", "ddl", "no dump has it"),),
    )


def _with_lost_column(table: Table) -> Table:
    """The entity of users has a column that the database does not have."""
    return replace(table, columns=(*table.columns, Column("lost", "int"))) if table.name == "users" else table


def split(isolation: str = "schema", *, everywhere: bool = False) -> SplitFile:
    """Return the split; ``everywhere``: no service has an isolation of its own."""
    services = tuple(replace(each, isolation=None) for each in SERVICES) if everywhere else SERVICES
    return SplitFile(
        isolation=isolation,
        services=services,
        reference=REFERENCES,
        crossings=(
            _contract("read", "ordering", "accounts", "users", "view"),
            _contract(
                "write", "ordering", "accounts", "users", "debt", "https://issues/7; DROP", date(2027, 6, 30)
            ),
            _contract("read", "ordering", "supply", "stock", "debt"),
            _contract("write", "ordering", "supply", "stock", "debt"),
            _contract("read", "supply", "ordering", "orders", "view", columns=("id", "TOTAL")),
            _contract("read", "accounts", "ordering", "orders", "grant"),
        ),
        phases=PHASES,
    )


def _contract(
    kind: str,
    source: str,
    target: str,
    what: str,
    policy: str,
    issue: str | None = None,
    until: date | None = None,
    columns: tuple[str, ...] = (),
) -> Contract:
    id_ = crossing_id(kind, source, target, what)
    return Contract(id_, source, target, kind, what, policy, columns, issue, until)


def shop_stage(
    split_file: SplitFile | None = None,
    settings: Settings | None = None,
    reach: Mapping[str, Sequence[Access]] | None = None,
    calls: Mapping[str, Sequence[str]] | None = None,
) -> Stage:
    """Put the stage of the shop together."""
    told = split_file or split()
    found = crossings(facts(), placement_of(told))
    wanted = settings or Settings("shop")
    return stage(facts(), told, told.phases, found, wanted, reach, calls, routine_texts(DUMP))


def shop_organisation(split_file: SplitFile | None = None, settings: Settings | None = None) -> Organisation:
    """Return the organisation of the shop's database."""
    return organise(shop_stage(split_file, settings))


def part_of(organisation: Organisation, service: str) -> ServicePart:
    """Return the part of one service."""
    return next(part for part in organisation.parts if part.service == service)
