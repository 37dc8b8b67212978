"""What the screen says of an extraction."""

from __future__ import annotations

from woosh_split.model.extraction import Extraction, HiddenField
from woosh_split.reports.extraction.text import to_text
from woosh_split.reports.layout import Layout


def test_hidden_columns_of_a_table_are_told_together_where_the_same_answers_lack_them() -> None:
    routes = ("GET /orders",)
    hidden = (
        HiddenField("users", "password", routes),
        HiddenField("users", "salt", routes),
        HiddenField("users", "note"),
        HiddenField("banks", "pin", routes),
    )
    text = " ".join(to_text((Extraction("sales", (), hidden=hidden),), Layout(width=400)).split())
    assert (
        "hidden users: the published view leaves out password, salt; answers that held them lack them" in text
    )
    assert "hidden users.note: the published view leaves it out; no route is seen to read it" in text
    assert "hidden banks.pin: the published view leaves it out; answers that held it lack it" in text
