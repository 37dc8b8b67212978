"""What must not be passed on: values that the monolith's code keeps secret, told by the names that they stand under."""

from __future__ import annotations

import re

from woosh_split.model.url_passwords import MASK, has_url_password, masked_urls

_NAMED = re.compile(
    r"((?:password|passwd|passphrase|\bpwd|secret|token|credentials?|api_?key|private_?key|access_?key|authorization)\w{0,30}"
    r"[`\"'\]]?\s{0,9}(?:=>?|:|\()\s{0,9}|\bidentified\b[^'\"\n]{0,100}|\bpassword\s{1,9})"
    r"(?:'(?:[^'\\\n]|\\.){1,500}(?:'|\Z)|\"(?:[^\"\\\n]|\\.){1,500}(?:\"|\Z)|`(?:[^`\\\n$]|\\.){1,500}(?:`|\Z))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_SECRET = frozenset(
    {
        "password",
        "passwd",
        "passphrase",
        "pass",
        "pwd",
        "secret",
        "secrets",
        "token",
        "credential",
        "credentials",
    }
)
_KEYS = frozenset({"api", "private", "access", "signing", "encryption", "secret", "auth"})
_HARMLESS = frozenset(
    {"ttl", "expiry", "expires", "expiration", "file", "path", "length", "name", "header", "issuer"}
)


def without_secrets(text: str) -> str:
    """Return a piece of code or SQL with the passwords of URLs, and texts that stand under a secret's name, masked."""
    return _NAMED.sub(rf"\1'{MASK}'", masked_urls(text))


def is_secret_name(name: str) -> bool:
    """Tell whether an environment key, or a key of the like, holds a secret: ``DB_PASSWORD``, ``stripeApiKey``."""
    words = [word.lower() for word in _WORD.findall(name)]
    if not words or words[-1] in _HARMLESS:
        return False
    return not _SECRET.isdisjoint(words) or (words[-1] == "key" and not _KEYS.isdisjoint(words))


def is_secret_setting(name: str, value: str) -> bool:
    """Tell whether a setting is secret, by its name or as a URL with a password."""
    return is_secret_name(name) or has_url_password(value)
