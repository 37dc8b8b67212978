"""Methods of the database's objects that are handed around before anybody calls them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from woosh_split.records import dataclass
from woosh_split.sources.code.typescript.function_methods import of_function
from woosh_split.sources.code.typescript.root import Call, Value

if TYPE_CHECKING:
    from woosh_split.sources.code.typescript.interpret import Interpreter

HANDED_AROUND = frozenset({"query", "transaction", "getRepository", "createQueryBuilder"})
"""Methods of a data source or a manager that somebody may hand around."""


@dataclass(frozen=True, slots=True)
class BoundCall(Value):
    """A method of a repository or manager that is handed around: ``const find = repo.find.bind(repo)``."""

    owner: Value
    name: str
    matters = True
    is_function = True

    def key(self) -> Hashable:
        """Return owner and name."""
        return (self.owner.key(), self.name)

    def apply(self, call: Call, interpreter: Interpreter) -> Value:
        """Call the method."""
        return self.owner.invoke(self.name, call, interpreter)

    def invoke(self, name: str, call: Call, interpreter: Interpreter) -> Value:
        """Follow ``call``, ``apply`` and ``bind``."""
        return of_function(self, name, call, interpreter)
