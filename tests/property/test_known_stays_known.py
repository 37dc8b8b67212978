"""What is known stays known while people edit around it: the fingerprints of a file that means the same are the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from rule_pages import Example

from woosh_split.check.baseline import parse_baseline, render_baseline, written
from woosh_split.check.verdict import Selection, failed, judge
from woosh_split.model.violation import CheckResult
from woosh_split.pipeline.check import CheckRequest, observe_tree
from woosh_split.pipeline.request import AnalyseRequest
from woosh_split.split.load import load_split

TODAY = date(2026, 11, 28)
ORDERS = "src/orders/orders.service.ts"
LINES = """import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

@Injectable()
export class OrdersService {
  constructor(private readonly db: DataSource) {}

  async list() {
    const LOCAL = await this.db.query(`
      SELECT o.id FROM orders o
      JOIN users u ON u.id = o.user_id
    `);
    await this.db.query('UPDATE users SET orders = 0');
    await this.db.query('UPDATE users SET orders = 1');
    return LOCAL;
  }

  save() {
    return this.db.query('INSERT INTO orders (id) VALUES (1)');
  }
}
""".splitlines()
names = st.from_regex(r"[a-z_$][A-Za-z0-9_$]{0,6}", fullmatch=True).filter(
    lambda name: name not in {"do", "if", "in", "as", "is", "of", "for", "new", "let", "var", "try", "this"}
)
edits = st.lists(
    st.tuples(st.integers(0, len(LINES)), st.sampled_from(["", "// a word", "/* users */"])), max_size=5
)


def checked(source: str, baseline: str | None) -> tuple[CheckResult, str]:
    """Check a shop with this service; return the result, and the baseline that would be written."""
    with TemporaryDirectory() as folder:
        root = Example({ORDERS: source}).write(Path(folder))
        path = root / "woosh-split.yaml"
        observed = observe_tree(CheckRequest(AnalyseRequest(root), load_split(path), path, TODAY))
    known = parse_baseline(baseline, path) if baseline is not None else ()
    result = judge(observed, known, Selection(observed.rules), TODAY)
    return result, render_baseline(written(observed.violations, known))


@settings(max_examples=25, deadline=None)
@given(names, edits)
def test_moved_lines_and_renamed_locals_are_nothing_new(name: str, inserted: list[tuple[int, str]]) -> None:
    before, baseline = checked("\n".join(LINES), None)
    assert [each.code for each in before.new] == ["WS302", "WS303", "WS303"]
    lines = [line.replace("LOCAL", f"{name}1") for line in LINES]
    for place, text in sorted(inserted, reverse=True):
        if not 8 < place < 12:  # inside of the template it would be another statement
            lines.insert(place, text)
    after, again = checked("\n".join(lines), baseline)
    assert (after.new, after.stale) == ((), ())
    assert again == baseline
    assert not failed(after, allow_stale=False)


def test_one_write_more_in_the_method_is_new() -> None:
    _, baseline = checked("\n".join(LINES), None)
    more = [*LINES[:12], "    await this.db.query('UPDATE users SET orders = 2');", *LINES[12:]]
    result, _ = checked("\n".join(more), baseline)
    assert ([each.code for each in result.new], len(result.known), result.stale) == (["WS303"], 3, ())
    assert failed(result, allow_stale=True)
