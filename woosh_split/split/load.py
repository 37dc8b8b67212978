"""The split file from disk: found upwards, read whole, refused with every line that is wrong."""

from __future__ import annotations

from pathlib import Path

from woosh_split.errors import InputError
from woosh_split.model.split import SplitFile
from woosh_split.split.nodes import Problems, compose
from woosh_split.split.place import SPLIT_FILE as SPLIT_FILE
from woosh_split.split.place import find_split_file as find_split_file
from woosh_split.split.reading import read_document
from woosh_split.split.whole import check_whole


class SplitFileError(InputError):
    """The split file is missing, unreadable, or says what cannot be."""


def load_split(path: Path) -> SplitFile:
    """Read a split file.

    Raises:
        SplitFileError: the file cannot be read or is not valid; the message lists each problem with its line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise SplitFileError(f"{path} does not exist. `woosh-split propose` writes one.") from error
    except UnicodeDecodeError as error:
        raise SplitFileError(f"{path} is not UTF-8 (byte {error.start}). Save it as UTF-8.") from error
    except OSError as error:
        raise SplitFileError(f"{path} cannot be read: {error.strerror}.") from error
    return parse_split(text, str(path))


def parse_split(text: str, name: str) -> SplitFile:
    """Read the text of a split file; ``name`` is how messages call it.

    Raises:
        SplitFileError: the text is not valid; the message lists each problem with its line.
    """
    problems = Problems()
    try:
        root = compose(text)
    except ValueError as error:
        raise SplitFileError(f"{name}, {error}. Fix it; nothing was read.") from error
    split = read_document(root, problems)
    if not problems:
        check_whole(split, root, problems)
    if problems:
        found = "\n  ".join(problems)
        raise SplitFileError(
            f"{name} is not valid; `woosh-split schema split` prints what it may hold.\n  {found}"
        )
    return split
