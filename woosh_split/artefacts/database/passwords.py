"""Passwords of the services' accounts: who needs one, and the file in which they are handed out."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping

from woosh_split.errors import InputError
from woosh_split.model.organisation import Account, Organisation
from woosh_split.sources.nesting import json_of

VARIABLE = "WOOSH_SPLIT_PASSWORD_"
"""Followed by the user's name in upper case: the environment's word on a password."""

LENGTH = 24
"""Bytes of chance in a password that is made: 32 characters."""

LONGEST = 255


def accounts(organisation: Organisation) -> tuple[Account, ...]:
    """Return the accounts that somebody logs in with, one for each service and the remainder."""
    return tuple(part.account for part in organisation.parts)


def complete(
    users: Iterable[Account], known: Mapping[str, str], environment: Mapping[str, str]
) -> dict[str, str]:
    """Return a password for every user: the environment's, the known one, or a new one.

    Known passwords of users that are not asked about stay: another split file may share the file.

    Raises:
        InputError: a password of the environment or the file cannot be one.
    """
    found = dict(known)
    for user in users:
        variable = VARIABLE + user.user.upper()
        given = environment.get(variable)
        found[user.user] = given or known.get(user.user) or secrets.token_urlsafe(LENGTH)
        _refuse_odd(found[user.user], f"The variable {variable}" if given else f"The password of {user.user}")
    return dict(sorted(found.items()))


def to_text(passwords: Mapping[str, str]) -> str:
    """Return the file: a JSON object, user to password, one a line."""
    return json.dumps(dict(sorted(passwords.items())), indent=2, ensure_ascii=False) + "\n"


def from_text(text: str, place: str) -> dict[str, str]:
    """Read the file; ``place`` is its name for messages, which never hold its content.

    Raises:
        InputError: it is not what :func:`to_text` writes.
    """
    try:
        read = json_of(text)
    except ValueError:
        read = None
    if not isinstance(read, dict) or not all(isinstance(value, str) for value in read.values()):
        raise InputError(
            f"{place} is no file of passwords: it must be a JSON object of user to password. Name another file with "
            "--passwords; one that is missing is made."
        )
    return read


def _refuse_odd(password: str, whose: str) -> None:
    if not password.isprintable() or len(password) > LONGEST:
        raise InputError(f"{whose} must be printable characters on one line, at most {LONGEST} of them.")
