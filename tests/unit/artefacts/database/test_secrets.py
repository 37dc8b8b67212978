"""Which columns a published view leaves out, by their names."""

from __future__ import annotations

import pytest

from woosh_split.artefacts.database.secrets import is_secret, secret_rules, words_of
from woosh_split.model.schema import Column

SECRET = (
    "password", "PASSWORD", "password_hash", "passwordHash", "hashed_password", "resetToken", "refresh_token", "apiKey",
    "api_key", "otp", "otp_code", "pin", "user_pin", "salt", "clientSecret", "private_key", "jwt", "fcmToken", "pwd",
    "userPwd", "mfaSecret", "verification_code", "cvv", "twoFactorSecret", "recovery_codes", "Password2", "session-token",
    "RESETTOKEN_HASH", "JWTToken",
)  # fmt: skip
HARMLESS = (
    "token_count", "tokens_used", "tokenType", "password_changed_at", "passwordExpires", "is_password_set", "has_pin",
    "hashtag", "pinned", "shipping", "spinning", "tax_pin", "pin_code", "key", "key_channel_manager", "secretary", "id",
    "compass", "bypass", "password_reset_required", "otp_attempts", "max_tokens", "salty", "username", "author", "code",
    "product_code", "assigned_at", "designation", "", "_", "commit_hash", "authentication", "ping",
)  # fmt: skip


@pytest.mark.parametrize("name", SECRET)
def test_a_secret_is_left_out(name: str) -> None:
    assert is_secret(Column(name, "varchar(255)"))


@pytest.mark.parametrize("name", HARMLESS)
def test_a_false_friend_is_shown(name: str) -> None:
    assert not is_secret(Column(name, "varchar(255)"))


def test_a_time_is_no_secret_whatever_its_name() -> None:
    assert not is_secret(Column("reset_token", "datetime(6)"))
    assert not is_secret(Column("password", "TIMESTAMP"))
    assert is_secret(Column("otp", "int(11)"))
    assert is_secret(Column("password", ""))


def test_names_are_cut_into_words() -> None:
    assert words_of("resetTokenHash") == ["reset", "token", "hash"]
    assert words_of("HTTPToken2_v") == ["http", "token", "2", "v"]
    assert words_of("Über_passwörter") == words_of("über-passwörter")


def test_the_rules_are_sorted_and_spelt_as_names_are_read() -> None:
    rules = secret_rules()
    for phrases in (rules.phrases, rules.harmless_phrases):
        assert list(phrases) == sorted(phrases)
        assert all(" ".join(words_of(phrase)) == phrase for phrase in phrases)
    for words in (rules.words, rules.harmless_last, rules.harmless_first, rules.harmless_types):
        assert all(words_of(word) == [word] for word in words)
