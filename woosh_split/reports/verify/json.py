"""A verification as JSON: the model's own names."""

from __future__ import annotations

import json
from dataclasses import asdict

from woosh_split.model.parity import Verification
from woosh_split.reports.layout import Layout

VERSION = 1


def to_json(verification: Verification, layout: Layout) -> str:
    """Return the verification; ``version`` changes when a key changes its meaning."""
    told = {"version": VERSION, "same": verification.same} | asdict(verification)
    return json.dumps(told, ensure_ascii=False, indent=2)
