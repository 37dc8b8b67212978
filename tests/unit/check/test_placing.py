"""What nobody is shown is not looked for; what its neighbours could be confused with is placed at once."""

from __future__ import annotations

from woosh_split.check.fingerprint import with_fingerprints
from woosh_split.check.placing import Places, placed, placed_to_show
from woosh_split.check.rule import Finding
from woosh_split.model.violation import RuleText

RULE = RuleText("WS301", "foreign-table-read", "", "", "", "reference/rules/WS301/")
TEXT = (
    b"class A {\n  one = () => this.db.query('SELECT 1 FROM orders');\n  two = () => this.db.query(ALL);\n}\n"
)


def finding(line: int, *, symbol: str = "A.one", target: str = "orders", file: str = "src/a.ts") -> Finding:
    return Finding("a", "b", target, file, line, symbol, "m", "f", words=("query",), sql="orders")


class Reader:
    """Gives each file the same text, and remembers which were asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, path: str) -> bytes | None:
        """Return the text, whatever the path."""
        self.asked.append(path)
        return TEXT


def test_a_violation_without_neighbours_stands_on_its_line_until_it_is_to_be_shown() -> None:
    files = Reader()
    violations, later = placed(
        [(RULE, finding(2)), (RULE, finding(3, target="carts"))], Places(files.read), ()
    )
    assert files.asked == []
    assert [(each.line, each.column) for each in violations] == [(2, 1), (3, 1)]
    known, new = with_fingerprints(violations)
    by_fingerprint = {each.fingerprint: (each.line, ("query",), "orders", ()) for each in (known, new)}
    assert len(later) == 2
    (shown,) = placed_to_show([known], by_fingerprint, files.read)
    assert files.asked == ["src/a.ts"]
    assert TEXT.decode().splitlines()[1][shown.column - 1 : shown.end_column - 1] == "orders"
    assert shown.fingerprint == known.fingerprint


def test_violations_of_one_kind_in_one_file_are_placed_at_once_for_their_places_tell_them_apart() -> None:
    files = Reader()
    both = [(RULE, finding(2)), (RULE, finding(3, symbol="A.two"))]
    violations, later = placed(both, Places(files.read), ())
    assert files.asked == ["src/a.ts"]
    assert later == {}
    assert [(each.line, each.column > 1) for each in violations] == [(2, True), (3, True)]


def test_the_same_kind_in_another_file_is_no_neighbour() -> None:
    files = Reader()
    placed([(RULE, finding(2)), (RULE, finding(2, file="src/b.ts"))], Places(files.read), ())
    assert files.asked == []


def test_all_of_a_file_with_comments_that_allow_something_are_placed_at_once() -> None:
    files = Reader()
    violations, later = placed([(RULE, finding(2))], Places(files.read), {"src/a.ts"})
    assert later == {}
    assert violations[0].column > 1


def test_what_is_shown_is_in_the_order_of_its_places() -> None:
    files = Reader()
    violations, _ = placed([(RULE, finding(3, target="carts")), (RULE, finding(2))], Places(files.read), ())
    shown = placed_to_show(with_fingerprints(violations), {}, files.read)
    assert [each.line for each in shown] == [2, 3]
