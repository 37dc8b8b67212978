"""Texts and lists that double themselves, and loops inside of loops: no app is written so, and reading one comes to an end."""

from __future__ import annotations

import pytest

HTTP = "import 'package:http/http.dart' as http;\n"
SEND = "http.get(Uri.parse('https://h/api$q'))"
STEPS = range(32)


@pytest.mark.parametrize("double", ["q = '$q$q';", "q = q + q;", "q += q;"])
def test_a_text_that_doubles_itself_is_a_path_that_nobody_knows(app, double: str) -> None:
    found = app(f"{HTTP}f() {{ var q = '/c'; {double * len(STEPS)} return {SEND}; }}")

    assert found.short == ["GET /api/**"] or found.open == ["lib/api.dart:2"]


@pytest.mark.parametrize(
    "member",
    ["String get g{at} => '$g{next}$g{next}';", "static const g{at} = '$g{next}$g{next}';"],
)
def test_names_that_stand_for_the_next_one_twice_come_to_an_end(app, member: str) -> None:
    members = "\n".join(member.format(at=at, next=at + 1) for at in STEPS)
    found = app(
        f"{HTTP}class A {{ {members} static const g32 = '/c'; f() {{ final q = g0; return {SEND}; }} }}"
    )

    assert len(found.short) + len(found.open) == 1


def test_a_list_that_doubles_itself_still_has_its_elements(app) -> None:
    doubled = "q = [...q, ...q];" * len(STEPS)
    found = app(
        f"{HTTP}f() {{ var q = ['/a']; {doubled} return http.get(Uri.parse('https://h${{q.first}}')); }}"
    )

    assert found.short == ["GET /a"]


def test_loops_inside_of_loops_are_gone_through_until_there_are_too_many(app) -> None:
    loops = " ".join(f"for (final x{at} in ['/a', '/b', '/c'])" for at in range(12))
    found = app(f"{HTTP}f() async {{ {loops} {{ await http.get(Uri.parse('https://h$x0$x11')); }} }}")

    assert found.short and all(each.startswith("GET /") for each in found.short)
