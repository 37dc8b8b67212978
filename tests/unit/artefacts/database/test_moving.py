"""The move of one table as a machine: from every place, to either goal, with every name leading to the table all the while."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woosh_split.artefacts.database.moving import (
    LostTable,
    expose,
    names_of,
    next_move,
    place_of,
    sorts_well,
)
from woosh_split.model.organisation import Account, Move
from woosh_split.model.world import OBJECT, Action, BaseTable, SimpleView, World, after

DEFINER = Account("ordering_views", "localhost")
COLUMNS = ("id", "total")
MOVES = {
    "the service's schema sorts first": Move("orders", "shop", "ordering"),
    "the monolith's schema sorts first": Move("orders", "shop", "zz_ordering"),
    "one is the beginning of the other": Move("Orders", "shop", "shop_orders"),
}


def start(move: Move) -> World:
    """Return the world before anything: the table where it always was, and its new name put up."""
    world: World = {(OBJECT, move.source, move.table): BaseTable(COLUMNS)}
    action = expose(move, world)
    assert action is not None
    return after(world, action)


def steps(move: Move, to: str, world: World) -> list[tuple[Action, World]]:
    """Return every action on the way with the world before it."""
    found = []
    while (action := next_move(move, to, DEFINER, world)) is not None:
        found.append((action, world))
        world = after(world, action)
        assert len(found) < 40
    return found


def leads_to(place: tuple[str, str], world: World) -> tuple[str, str] | None:
    """Follow a name through views to the table."""
    for _ in range(9):
        seen = world.get((OBJECT, *place))
        if isinstance(seen, BaseTable):
            return place
        if not isinstance(seen, SimpleView) or seen.target is None:
            return None
        place = seen.target
    raise AssertionError(f"a circle at {place}")


def assert_whole(move: Move, world: World) -> None:
    """Both names lead to the one table."""
    at = place_of(move, world)
    for schema in (move.source, move.target):
        assert leads_to((schema, move.table), world) == at


def chain(place: tuple[str, str], world: World) -> list[tuple[str, str]]:
    """Return the places that a statement locks, in the order in which it does."""
    found = [place]
    while isinstance(seen := world.get((OBJECT, *found[-1])), SimpleView) and seen.target is not None:
        found.append(seen.target)
    return found


def assert_in_order(move: Move, action: Action, world: World) -> None:
    """What clients lock through either name while a RENAME waits, they lock in the order of the RENAME's own locks."""
    if action.kind != "rename":
        return
    touched = {key[1:] for key, _ in action.sets} | {key[1:] for key in action.drops}
    for schema in (move.source, move.target):
        locked = [place for place in chain((schema, move.table), world) if place in touched]
        assert locked == sorted(locked, key=_order), action.text


def _order(place: tuple[str, ...]) -> bytes:
    return "\0".join(place).encode()


@pytest.mark.parametrize("name", MOVES)
def test_a_table_goes_and_comes_back_and_both_names_lead_to_it_all_the_while(name: str) -> None:
    move = MOVES[name]
    world = start(move)
    for to in (move.target, move.source):
        for action, before in steps(move, to, world):
            assert_in_order(move, action, before)
            world = after(before, action)
            assert_whole(move, world)
        assert place_of(move, world) == (to, move.table)
        assert len(world) == 2
        other = move.source if to == move.target else move.target
        assert world[(OBJECT, other, move.table)] == SimpleView(
            (to, move.table), COLUMNS, "ordering_views@localhost" if to == move.target else ""
        )


@given(st.sampled_from(sorted(MOVES)), st.lists(st.tuples(st.booleans(), st.integers(0, 12)), max_size=12))
def test_from_wherever_it_was_cut_off_it_reaches_either_goal(name: str, cuts: list[tuple[bool, int]]) -> None:
    """Each cut goes some statements towards one of the two goals and then stops."""
    move = MOVES[name]
    world = start(move)
    for forward, number in cuts:
        for action, before in steps(move, move.target if forward else move.source, world)[:number]:
            assert_in_order(move, action, before)
            world = after(before, action)
            assert_whole(move, world)
    for to in (move.target, move.source):
        for action, before in steps(move, to, world):
            assert_in_order(move, action, before)
            world = after(before, action)
            assert_whole(move, world)
        assert place_of(move, world) == (to, move.table)
        assert len(world) == 2


def test_no_statement_drops_or_makes_a_table() -> None:
    for move in MOVES.values():
        world = start(move)
        for to in (move.target, move.source):
            for action, before in steps(move, to, world):
                world = after(before, action)
                for sql in action.sql:
                    assert sql.startswith(
                        ("CREATE OR REPLACE ALGORITHM=MERGE", "RENAME TABLE", "DROP VIEW IF EXISTS")
                    )


def test_a_column_that_came_later_is_shown_by_the_old_name_again() -> None:
    move = MOVES["the service's schema sorts first"]
    world = start(move)
    for action, before in steps(move, move.target, world):
        world = after(before, action)
    world = {**world, (OBJECT, "ordering", "orders"): BaseTable((*COLUMNS, "late"))}

    ((action, _),) = steps(move, move.target, world)

    assert action.kind == "view"
    assert action.subject == "shop.orders"


def test_a_table_that_is_nowhere_or_twice_is_no_place_to_begin() -> None:
    move = MOVES["the service's schema sorts first"]
    with pytest.raises(LostTable, match=r"at neither of shop\.orders and ordering\.orders"):
        next_move(move, "ordering", DEFINER, {})
    both = {(OBJECT, schema, "orders"): BaseTable(COLUMNS) for schema in ("shop", "ordering")}
    with pytest.raises(LostTable, match=r"ordering\.orders, shop\.orders"):
        next_move(move, "ordering", DEFINER, both)
    leftover = start(move) | {(OBJECT, *names_of(move).high_old): BaseTable(COLUMNS)}
    with pytest.raises(LostTable, match="One of them is not ours"):
        next_move(move, "ordering", DEFINER, leftover)


@pytest.mark.parametrize(
    ("table", "well"),
    [
        ("orders", True),
        ("Clients", True),
        ("1st", True),
        ("#tmp", False),
        ("£", False),
        ("~x", False),
        ("~~", False),
    ],
)
def test_names_that_lie_between_those_that_pass_by(table: str, well: bool) -> None:
    assert sorts_well(table) is well
