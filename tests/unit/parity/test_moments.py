"""Values that say when they were made are the same where both are of this run and close together."""

from __future__ import annotations

import base64
import json

import pytest

from woosh_split.parity.moments import Run, same_moment

RUN = Run(began=1_795_856_400.0)  # 2026-11-28 09:00:00 UTC


def token(**claims: object) -> str:
    """Return a token as JWT libraries write it, with a signature that nobody checks."""

    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return f"{part({'alg': 'HS256', 'typ': 'JWT'})}.{part(claims)}.{part('x' + str(claims))}"


def _odd_token(payload: bytes, signature: str = "sign") -> str:
    return f"{token().split('.', maxsplit=1)[0]}.{base64.urlsafe_b64encode(payload).decode().rstrip('=')}.{signature}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026-11-28T09:00:01.000Z", "2026-11-28T09:00:02.500Z"),
        ("2026-11-28 12:00:01", "2026-11-28 12:00:02"),  # written in another time zone
        (1_795_856_401, 1_795_856_403),
        (1_795_856_401_123, 1_795_856_401_456),
        ("uploads/1795856401123-shelf.png", "uploads/1795856401987-shelf.png"),
        ("from 2026-11-28T09:00:01Z to 2026-11-28T18:00:01Z", "from 2026-11-28T09:00:02Z to 2026-11-28T18:00:02Z"),
        (token(sub=1, iat=1, exp=2), token(sub=1, iat=3, exp=4)),
        ("0ms", "37ms"),  # how long a request took
        ("+3 ms", "0.8 ms"),
        ("0.013s", "1.2s"),
        (
            "Error: no user 7\n    at Users.one (/srv/shop/dist/users.js:9:3)\n    at next (/srv/shop/dist/a.js:1:1)",
            "Error: no user 7\n    at Users.one (/srv/shop/split/services/users/dist/users.js:4:3)"
            "\n    at new Promise (<anonymous>)\n    at async Promise.all (index 0)",
        ),  # a program's own files are somewhere else
    ],
)  # fmt: skip
def test_moments_of_this_run_are_the_same(one: object, other: object) -> None:
    assert same_moment(one, other, RUN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5s", "6s"),  # a setting and no measurement
        ("0ms", "20000ms"),
        ("done in 3ms", "done in 4 steps"),
        ("2026-11-28T09:00:01.000Z", "2026-11-28T09:01:02.500Z"),  # a minute apart
        ("2024-11-28T09:00:01.000Z", "2024-11-28T09:00:02.000Z"),  # not of this run
        (1_732_784_401, 1_732_784_403),
        ("uploads/1795856401123-shelf.png", "uploads/1795856401987-other.png"),
        ("2026-11-28T09:00:01Z", None),
        (True, 1_795_856_401),
        (1, 2),
        ("a", "b"),
        ("2026-13-45 09:00:01", "2026-13-45 09:00:02"),  # no moment at all
        (token(sub=1, iat=1), token(sub=2, iat=1)),
        (_odd_token(b'["a"]'), _odd_token(b'["b"]')),  # claims that are no object
        (_odd_token(b'["a"]'), _odd_token(b'["a"]', "other")),
        (_odd_token(b"\xff\xfe"), _odd_token(b"\xff\xfd")),
        (_odd_token(b"[" * 100_000), _odd_token(b"[" * 100_000, "other")),
        ("Error: no user 7\n    at one (/srv/a.js:9:3)", "Error: no user 8\n    at one (/srv/a.js:9:3)"),
        ("Error: no user 7\n    at one (/srv/a.js:9:3)", "Error: no user 7"),  # one side keeps it to itself
        ("we meet\n at noon", "we meet\n at one"),
    ],
)
def test_all_else_is_not(one: object, other: object) -> None:
    assert not same_moment(one, other, RUN)
