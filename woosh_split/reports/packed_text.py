"""A long text, held compressed: as it is written and kept, it need not be there whole.

The facts file of five thousand files has ten megabytes; as text, and once more as bytes, it would be the peak of a run.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from woosh_split.hashing import blake2b
from woosh_split.records import dataclass

QUICKLY = 3
"""How much is compressed: what is kept for the next run is written in each. 1 saves nothing, and takes longer to unpack."""
_ROOM = 1 << 20
"""Bytes that are made ready for a part, which is shorter mostly: to make room again and again takes a tenth of the unpacking."""
_BARE = -zlib.MAX_WBITS
"""Without zlib's own checksum, which takes half as long as to unpack; damage shows in the seal."""


class DamagedTextError(Exception):
    """What was kept of a text is not what was written."""


@dataclass(frozen=True, slots=True)
class PackedText:
    r"""UTF-8 in compressed parts; half of a file name that is not UTF-8 is spelled (``\udcxx``), as JSON does it, too."""

    parts: tuple[bytes, ...]

    @classmethod
    def of(cls, pieces: Iterable[str]) -> PackedText:
        """Pack a text that is given in pieces of some hundred thousand characters."""
        return cls(
            tuple(
                zlib.compress(piece.encode("utf-8", "backslashreplace"), QUICKLY, _BARE) for piece in pieces
            )
        )

    @classmethod
    def unpacked(cls, parts: tuple[bytes, ...], seal: bytes) -> PackedText:
        """Return a text that was kept with its :attr:`seal`.

        Raises:
            DamagedTextError: it is not the one that was sealed.
        """
        text = cls(parts)
        if text.seal != seal:
            raise DamagedTextError
        return text

    @property
    def seal(self) -> bytes:
        """A digest, so that damage shows before half of a text is written."""
        state = blake2b(digest_size=16)
        for part in self.parts:
            state.update(len(part).to_bytes(8, "big") + part)
        return state.digest()

    def encoded(self) -> Iterator[bytes]:
        """Yield the text's bytes."""
        return (zlib.decompress(part, _BARE, _ROOM) for part in self.parts)

    def __str__(self) -> str:
        """Return the whole text."""
        return _whole(self.encoded())


@dataclass(frozen=True, slots=True)
class EncodedText:
    """The same, in parts that are not compressed."""

    parts: tuple[bytes, ...]

    def encoded(self) -> Iterator[bytes]:
        """Yield the text's bytes."""
        return iter(self.parts)

    def __str__(self) -> str:
        """Return the whole text."""
        return _whole(self.parts)


def _whole(parts: Iterable[bytes]) -> str:
    return b"".join(parts).decode("utf-8")


LongText = PackedText | EncodedText
