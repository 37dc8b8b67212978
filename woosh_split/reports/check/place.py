"""Where the monolith lies in the repository: paths for those who look from the repository's root.

``check`` names files relative to the monolith's folder. Annotations of a CI server are placed by paths relative to
the repository, so each of these formats puts the way there in front.
"""

from __future__ import annotations

import posixpath
from urllib.parse import quote

from woosh_split.records import dataclass
from woosh_split.split.place import BASELINE_FILE


@dataclass(frozen=True, slots=True)
class Place:
    """``prefix`` leads from the repository to the monolith, without slashes at its ends; empty: they are one.

    ``baseline`` is the baseline's path relative to the monolith's folder, above which it may lie.
    """

    prefix: str = ""
    baseline: str = BASELINE_FILE

    def path(self, path: str) -> str:
        """Return a path from the repository's root, without a leading ``./``."""
        path = path.removeprefix("./")
        return f"{self.prefix}/{path}" if self.prefix else path

    def of_baseline(self) -> str:
        """Return the baseline's path from the repository's root."""
        return posixpath.normpath(self.path(self.baseline))

    def uri(self, path: str) -> str:
        """Return a path as a relative URI reference; a byte that is no UTF-8 is written as that byte."""
        whole = self.path(path)
        try:
            data = whole.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:  # from a facts file, not from a disk
            data = whole.encode("utf-8", "surrogatepass")
        return quote(data, safe="/")
