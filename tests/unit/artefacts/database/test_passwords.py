"""Passwords: kept, taken from the environment, or made; and never shown."""

from __future__ import annotations

import pytest
from database_shop import shop_organisation

from woosh_split.artefacts.database.passwords import accounts, complete, from_text, to_text
from woosh_split.errors import InputError
from woosh_split.model.organisation import Account

USERS = (Account("ordering", "%"), Account("supply", "%"))


def test_every_service_has_one_and_the_definers_have_none() -> None:
    assert [each.user for each in accounts(shop_organisation())] == [
        "ordering",
        "supply",
        "accounts",
        "monolith",
    ]


def test_known_passwords_stay_and_missing_ones_are_made() -> None:
    found = complete(USERS, {"ordering": "kept", "other": "too"}, {})
    assert found["ordering"] == "kept"
    assert found["other"] == "too"
    assert len(found["supply"]) == 32
    assert found["supply"] != complete(USERS, {}, {})["supply"]


def test_the_environment_comes_first() -> None:
    found = complete(USERS, {"ordering": "kept"}, {"WOOSH_SPLIT_PASSWORD_ORDERING": "theirs"})
    assert found["ordering"] == "theirs"


@pytest.mark.parametrize("odd", ["two\nlines", "tab\t", "x" * 256, "nul\0"])
def test_an_odd_password_is_refused_without_being_told(odd: str) -> None:
    with pytest.raises(InputError) as error:
        complete(USERS, {}, {"WOOSH_SPLIT_PASSWORD_SUPPLY": odd})
    assert "WOOSH_SPLIT_PASSWORD_SUPPLY" in str(error.value)
    assert odd not in str(error.value)


def test_the_file_reads_as_it_was_written() -> None:
    passwords = {"supply": "a\"b\\c'd", "ordering": "ü"}
    assert from_text(to_text(passwords), "f") == passwords
    assert to_text(passwords).index("ordering") < to_text(passwords).index("supply")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": 1}', "a=b"])
def test_another_file_is_refused_without_its_content_being_told(text: str) -> None:
    with pytest.raises(InputError, match=r"secrets\.json is no file of passwords"):
        from_text(text, "secrets.json")
