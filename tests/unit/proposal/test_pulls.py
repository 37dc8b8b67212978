"""What pulls, what does not, and how fine a graph is cut."""

from __future__ import annotations

from woosh_split.graph.joint import CALL, EVENT, MODULE, READ_TIE, TABLE, WRITE_TIE, Item, Place, Tie
from woosh_split.proposal.louvain import Graph, louvain
from woosh_split.proposal.merging import Clusters, Sizes
from woosh_split.proposal.pulls import counted, pull
from woosh_split.proposal.resolution import loosened, resolution_for


def tie(kind: str, module: str, table: str, strength: float) -> Tie:
    """Build a tie from a module to a table."""
    return Tie(kind, Item(MODULE, module), Item(TABLE, table), strength, ())


def test_of_a_hub_only_those_who_are_at_home_there_pull() -> None:
    ties = (
        tie(WRITE_TIE, "users", "people", 4.0),
        tie(WRITE_TIE, "profile", "people", 3.0),
        tie(WRITE_TIE, "orders", "people", 2.0),
        tie(READ_TIE, "orders", "people", 9.0),
        tie(READ_TIE, "orders", "lines", 1.0),
    )
    kept = counted(ties, frozenset({"people"}))
    assert [(each.kind, each.first.name, each.second.name) for each in kept] == [
        (WRITE_TIE, "users", "people"),
        (WRITE_TIE, "profile", "people"),
        (READ_TIE, "orders", "lines"),
    ]
    assert counted(ties, frozenset()) == ties


def test_who_judges_sessions_by_a_hub_is_no_guest_there() -> None:
    """Found in an exam: sign-in changed a PIN and read whom it lets in, and the people went to the chat, by one call."""
    ties = (
        tie(WRITE_TIE, "agents", "people", 4.0),
        tie(WRITE_TIE, "auth", "people", 1.0),
        tie(READ_TIE, "auth", "people", 2.0),
        tie(WRITE_TIE, "orders", "people", 1.0),
        tie(READ_TIE, "orders", "people", 2.0),
    )
    kept = counted(ties, frozenset({"people"}), frozenset({("auth", "people")}))
    assert [(each.kind, each.first.name) for each in kept] == [
        (WRITE_TIE, "agents"), (WRITE_TIE, "auth"), (READ_TIE, "auth"),
    ]  # fmt: skip


def test_a_hub_that_nobody_writes_is_at_home_where_it_is_read_most() -> None:
    """Found in an exam: the module that serves the list of territories was tied to nothing, not even to its table."""
    ties = (
        tie(READ_TIE, "territories", "territories", 3.0),
        tie(READ_TIE, "outlets", "territories", 2.0),
        tie(READ_TIE, "staff", "territories", 1.0),
        tie(READ_TIE, "alpha", "countries", 2.0),
        tie(READ_TIE, "beta", "countries", 2.0),
        tie(READ_TIE, "gamma", "people", 9.0),
        tie(WRITE_TIE, "staff", "people", 1.0),
    )
    kept = counted(ties, frozenset({"territories", "countries", "people"}))
    assert [(each.kind, each.first.name, each.second.name) for each in kept] == [
        (READ_TIE, "territories", "territories"), (WRITE_TIE, "staff", "people"),
    ]  # fmt: skip


def test_what_a_guard_looks_up_says_nothing_of_the_module_that_provides_it() -> None:
    def read(*functions: str) -> Tie:
        places = tuple(Place("src/a.ts", line, name) for line, name in enumerate(functions, 1))
        return Tie(READ_TIE, Item(MODULE, "blog"), Item(TABLE, "roles"), float(len(functions)), places)

    assert counted((read("AdminGuard.canActivate", "AuditInterceptor.intercept"),), frozenset()) == ()
    (kept,) = counted((read("AdminGuard.canActivate", "BlogService.list"),), frozenset())
    assert (kept.strength, [place.function for place in kept.places]) == (1.0, ["BlogService.list"])
    written = tie(WRITE_TIE, "blog", "roles", 1.0)
    assert counted((written,), frozenset()) == (written,)


def test_whom_a_guard_asks_says_nothing_of_the_modules_that_provide_it() -> None:
    """A guard that every module provides asks for rights everywhere: that would pull the rights to anybody."""

    def call(*functions: str) -> Tie:
        places = tuple(Place("src/a.ts", line, name) for line, name in enumerate(functions, 1))
        return Tie(CALL, Item(MODULE, "blog"), Item(MODULE, "rights"), float(len(functions)), places)

    assert counted((call("RightsGuard.canActivate", "AuditInterceptor.intercept"),), frozenset()) == ()
    (kept,) = counted((call("RightsGuard.canActivate", "Blog.list", "Blog.list"),), frozenset())
    assert (kept.strength, len(kept.places)) == (2.0, 2)
    plain = call("Blog.list")
    assert counted((plain,), frozenset()) == (plain,)


def test_the_tenth_call_says_less_than_the_first() -> None:
    one, ten = (Tie(CALL, Item(MODULE, "a"), Item(MODULE, "b"), n, ()) for n in (1.0, 10.0))
    assert pull(one) < pull(ten) < 10 * pull(one)


def ring(cliques: int, size: int) -> Graph:
    """Return cliques in a ring with one tie between neighbours: the example of the resolution limit."""
    count = cliques * size
    neighbours: list[dict[int, float]] = [{} for _ in range(count)]

    def add(one: int, other: int) -> None:
        neighbours[one][other] = neighbours[other][one] = 1.0

    for clique in range(cliques):
        first = clique * size
        for one in range(first, first + size):
            for other in range(one + 1, first + size):
                add(one, other)
        add(first, (first + size + 1) % count)
    return Graph(
        tuple(dict(sorted(each.items())) for each in neighbours),
        (0.0,) * count,
        (None,) * count,
        (frozenset(),) * count,
    )


def test_groups_that_modularity_melts_are_taken_apart_again() -> None:
    graph = ring(40, 5)
    melted = louvain(graph, 0)
    assert len(set(melted)) < 40
    assert len(set(loosened(graph, melted, [1] * graph.size))) == 40


def test_a_clique_is_not_taken_apart() -> None:
    graph = ring(1, 12)
    assert set(loosened(graph, [0] * 12, [1] * 12)) == {0}


def test_the_resolution_is_raised_until_there_are_as_many_groups() -> None:
    graph = ring(40, 5)
    resolution = resolution_for(graph, [1] * graph.size, 40, 1.0)
    assert len(set(louvain(graph, 0, resolution))) >= 40
    assert resolution_for(graph, [1] * graph.size, 2, 1.0) == 1.0


def test_what_nothing_ties_meets_before_coupled_groups_melt() -> None:
    graph = ring(3, 4)
    loose = Graph(
        (*graph.neighbours, {}, {}),
        (0.0,) * 14,
        (None,) * 14,
        (frozenset(),) * 14,
    )
    clusters = Clusters(loose, [*(node // 4 for node in range(12)), 3, 4], Sizes([1] * 14, [1] * 14))
    clusters.reach(4)
    found = clusters.communities()
    assert found[12] == found[13]
    assert len(set(found)) == 4


def test_who_handles_the_events_of_many_is_at_home_with_none_of_them() -> None:
    """Found in a public product: whoever sends mails was put into one service with who signs people in."""

    def sent(sender: str, handler: str = "post") -> Tie:
        return Tie(EVENT, Item(MODULE, sender), Item(MODULE, handler), 8.0, ())

    few = tuple(map(sent, ("orders", "users", "leave")))
    assert counted(few, frozenset()) == few
    many = (*few, sent("assets"), sent("orders", "stock"))
    assert [each.strength for each in counted(many, frozenset())] == [2.0, 2.0, 2.0, 2.0, 8.0]
