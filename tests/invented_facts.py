"""Small random monoliths and pins, for properties that every proposal has."""

from __future__ import annotations

from hypothesis import strategies as st
from shop_facts import access

from woosh_split.model.code import Call, Module
from woosh_split.model.facts import Facts, Monolith
from woosh_split.model.schema import ForeignKey, Relation, Table
from woosh_split.model.split import Pins

MODULES = tuple(f"mod{number}" for number in range(8))
TABLES = tuple(f"tab{number}" for number in range(8))
NAMES = (*(f"module:{name}" for name in MODULES), *(f"table:{name}" for name in TABLES))

_accesses = st.tuples(
    st.sampled_from(MODULES),
    st.sampled_from(TABLES),
    st.sampled_from([("read", "select"), ("write", "insert"), ("write", "update"), ("write", "delete")]),
    st.integers(1, 60),
)
_calls = st.tuples(st.sampled_from(MODULES), st.sampled_from(MODULES), st.integers(1, 60))
_pairs = st.tuples(st.sampled_from(TABLES), st.sampled_from(TABLES))


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Draw a monolith of eight modules and eight tables."""
    keys = draw(st.lists(_pairs, max_size=4))
    return Facts(
        monolith=Monolith("drawn", ".", "nestjs", 8, 80),
        modules=(
            Module("app", "AppModule", "src/app.module.ts", 1, imports=MODULES, files=("src/app.module.ts",)),
            *(Module(m, f"{m.title()}Module", f"src/{m}/{m}.module.ts", 1, providers=(m,)) for m in MODULES),
        ),
        tables=tuple(
            Table(
                name,
                declared_by=("entity",),
                foreign_keys=tuple(ForeignKey(("x",), to) for frm, to in keys if frm == name),
            )
            for name in TABLES
        ),
        accesses=tuple(
            access(module, table, mode, line, operation=operation, function=f"{module}.f{line}")
            for module, table, (mode, operation), line in draw(st.lists(_accesses, max_size=40))
        ),
        calls=tuple(
            Call(one, other, other, "run", f"{one}.f{line}", f"src/{one}/{one}.service.ts", line)
            for one, other, line in draw(st.lists(_calls, max_size=12))
            if one != other
        ),
        relations=tuple(
            Relation(one, other, "many-to-one", None, "src/e.ts", 1)
            for one, other in draw(st.lists(_pairs, max_size=6))
        ),
    )


_groups = st.lists(
    st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True).map(tuple), max_size=3
)


@st.composite
def pins(draw: st.DrawFn) -> Pins:
    """Draw pins that may clash."""
    named = draw(
        st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["alpha", "beta", "monolith"]), max_size=3)
    )
    return Pins(tuple(draw(_groups)), tuple(draw(_groups)), tuple(sorted(named.items())))
