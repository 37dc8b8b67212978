"""Data classes that cost less: to make the class as a module is loaded, and to make a value of it.

Of a class that is to be ``frozen`` only the type checker sees to it: Python's own way sets each field through a call, which
makes a value three times as dear, and a run makes some seventy for each file of the monolith. And all classes
share one ``__repr__``, instead of having one compiled for each, which takes half of the time that such a class takes
to be made. For the modules that a cold ``analyse`` or ``check`` loads; it is 6 % of the instructions of such a run over 5,000 files.

Nor is :mod:`inspect` loaded, which takes longer than all the classes of a run over an unchanged tree.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    from importlib import import_module
    from reprlib import recursive_repr
    from types import ModuleType

    class _Later(ModuleType):
        """Stands for a module of the standard library until somebody asks it for something."""

        def __getattr__(self, name: str) -> Any:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
            vars(self).update(vars(import_module(self.__name__)))
            return vars(self)[name] if name in vars(self) else super().__getattribute__(name)

    class _LaterInspect(_Later):
        """Answers by itself what dataclasses of Python 3.12 and 3.13 ask of every class: it is what the class says."""

        def get_annotations(self, asked: Any, **options: Any) -> dict[str, Any]:
            if isinstance(asked, type) and not options and sys.version_info < (3, 14):
                said = vars(asked).get("__annotations__")
                return dict(said) if isinstance(said, dict) else {}  # of ``type`` itself it is a descriptor
            return self.__getattr__("get_annotations")(asked, **options)

    # dataclasses imports it, and asks it something else of a class without a docstring only.
    sys.modules.setdefault("inspect", _LaterInspect("inspect"))
    import dataclasses

    def dataclass(*, frozen: bool = False, eq: bool = True, **options: Any) -> Any:
        """Do as :func:`dataclasses.dataclass` does; a frozen class has the hash of its fields."""
        made = dataclasses.dataclass(eq=eq, unsafe_hash=frozen and eq, repr=False, **options)

        def decorate(kind: type[Any]) -> type[Any]:
            if "__repr__" not in kind.__dict__:
                kind.__repr__ = _shown
            return made(kind)

        return decorate

    @recursive_repr()
    def _shown(value: Any) -> str:
        shown = (
            f"{each.name}={getattr(value, each.name)!r}" for each in dataclasses.fields(value) if each.repr
        )
        return f"{type(value).__qualname__}({', '.join(shown)})"


__all__ = ["dataclass"]
