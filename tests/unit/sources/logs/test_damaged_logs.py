"""A log that was cut off or damaged on its way is told, whatever it is the log of."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from woosh_split.errors import InputError
from woosh_split.sources.logs.gateway_access import captured_gets
from woosh_split.sources.logs.read import GENERAL, read_logs
from woosh_split.sources.logs.tally import Tally
from woosh_split.sources.shadows.log import read_shadow_log

LINES = b"".join(
    b'{"msg":"request","method":"GET","status":200,"path":"/api/orders/%d"}\n' % number
    for number in range(5000)
)
PACKED = gzip.compress(LINES)


def _zlib_error() -> bytes:
    """Return a packed log whose body no decoder can make sense of."""
    return PACKED[:40] + b"\xff" * 200 + PACKED[240:]


@pytest.mark.parametrize("damaged", [PACKED[: len(PACKED) // 2], PACKED[:-8] + bytes(8), _zlib_error()])
@pytest.mark.parametrize(
    "read",
    [
        lambda name: captured_gets([name]),
        read_shadow_log,
        lambda name: read_logs([(GENERAL, name)], Tally()),
    ],
)
def test_a_damaged_gzip_is_told_with_its_name(
    read: Callable[[str], object], damaged: bytes, tmp_path: Path
) -> None:
    log = tmp_path / "gateway.log.gz"
    log.write_bytes(damaged)

    with pytest.raises(InputError, match=r"gateway\.log\.gz cannot be read to its end"):
        read(str(log))
