"""An observation as JSON: the model's own names. Later commands read it."""

from __future__ import annotations

import json
from dataclasses import asdict

from woosh_split.model.observation import Observation
from woosh_split.reports.layout import Layout


def to_json(observation: Observation, layout: Layout) -> str:
    """Return the observation; ``version`` changes when a key changes its meaning."""
    written = asdict(observation)
    return json.dumps({"version": written.pop("version")} | written, ensure_ascii=False, indent=1)
