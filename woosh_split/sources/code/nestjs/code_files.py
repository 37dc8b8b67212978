"""Which files may hold facts, by their paths alone."""

from __future__ import annotations

import re

_CODE = re.compile(r"\.[mc]?tsx?$")
_RUNS = re.compile(r"\.[mc]?[jt]sx?$")
_DECLARATIONS = re.compile(r"\.d\.[mc]?ts$")
_HIDDEN = re.compile(r"(?:^|/)\.[^/]+/")
_MIGRATIONS = frozenset({"migrations", "migration"})
_TEST_FILE = re.compile(r"[.\-_](spec|test|e2e|e2e-spec)\.[mc]?tsx?$")
_TEST_FOLDERS = frozenset({"test", "tests", "__tests__", "e2e", "__mocks__"})


def is_code(path: str) -> bool:
    """Tell TypeScript that may hold facts: no declarations, no tests, no migrations, nothing that only an import finds."""
    return bool(_CODE.search(path)) and is_imported_code(path) and not _HIDDEN.search(path)


def is_imported_code(path: str) -> bool:
    """Tell code that holds facts where code imports it, plain JavaScript too."""
    return may_run(path) and not is_test_file(path) and not in_migrations_folder(path)


def may_run(path: str) -> bool:
    """Tell code that holds facts where the application imports it: ``test`` in a name may be a laboratory's."""
    return bool(_RUNS.search(path)) and not _DECLARATIONS.search(path)


def in_migrations_folder(path: str) -> bool:
    """Tell a file that lies where migrations mostly do: a module may be named so, which brings in accounts of old users."""
    return not _MIGRATIONS.isdisjoint(path.lower().split("/")[:-1])


def is_test_file(path: str) -> bool:
    """Tell a test by its name or folder: it makes no application, route or access."""
    return bool(_TEST_FILE.search(path)) or _in_test_folder(path)


def _in_test_folder(path: str) -> bool:
    return not _TEST_FOLDERS.isdisjoint(path.split("/")[:-1])
