"""Which imports mean a file of the service itself, otherwise than by a relative path."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from woosh_split.artefacts.service.nestjs.project.compiler import Settings
from woosh_split.artefacts.service.nestjs.project.project_input import ProjectInput


class OwnFiles:
    """Tells whether a specifier means a file of the service: an alias of tsconfig, or below ``baseUrl``."""

    def __init__(self, wanted: ProjectInput, settings: Settings) -> None:
        present = (*wanted.files, *wanted.shared_files, *wanted.assets)
        self._stems = {path.rpartition(".")[0].removesuffix(".d") for path in present} | set(present)
        self._folders = {posixpath.dirname(path) for path in present}
        options = settings.options
        paths = options.get("paths")
        self._paths: Mapping[str, list[str]] = paths if isinstance(paths, dict) else {}
        base = options.get("baseUrl")
        self._base = base if isinstance(base, str) else None

    def __call__(self, specifier: str) -> bool:
        """Tell whether an import means another file of the service."""
        for pattern, targets in self._paths.items():
            before, star, after = pattern.partition("*")
            if not star:
                matched = "" if specifier == pattern else None
            elif pattern == "*" or not (specifier.startswith(before) and specifier.endswith(after)):
                matched = None
            else:
                matched = specifier[len(before) : len(specifier) - len(after)]
            if matched is not None and any(self._is_there(each.replace("*", matched, 1)) for each in targets):
                return True
        if self._base is not None and self._is_there(posixpath.join(self._base, specifier)):
            return True
        return specifier.startswith("src/") and self._is_there(specifier)

    def _is_there(self, path: str) -> bool:
        path = posixpath.normpath(path)
        stem = path.removesuffix(".js")
        return path in self._stems or stem in self._stems or f"{path}/index" in self._stems
