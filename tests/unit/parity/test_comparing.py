"""What is said where the server does not run a statement of the comparison."""

from __future__ import annotations

from typing import cast

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from woosh_split.database.comparing import run
from woosh_split.errors import DatabaseError


class Refusing:
    """A connection on which every statement fails alike."""

    def __init__(self, code: int, text: str) -> None:
        self.error = OperationalError("CREATE DATABASE `a`", {}, RuntimeError(code, text))

    def exec_driver_sql(self, statement: str) -> None:
        """Fail."""
        raise self.error


def test_a_right_that_is_missing_is_asked_for() -> None:
    with pytest.raises(DatabaseError, match=r"Access denied.*Give --database an account"):
        run(cast(Connection, Refusing(1044, "Access denied")), ["CREATE DATABASE `a`"])


@pytest.mark.parametrize("code", [1927, 2006, 2013])
def test_a_server_that_was_lost_is_no_question_of_rights(code: int) -> None:
    with pytest.raises(OperationalError):
        run(cast(Connection, Refusing(code, "gone")), ["CREATE DATABASE `a`"])
