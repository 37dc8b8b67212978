"""An observation as JSON: the model's own names. Later commands read it."""

from __future__ import annotations

from woosh_split.model.observation import Observation
from woosh_split.reports.layout import Layout
from woosh_split.reports.model_json import model_json


def to_json(observation: Observation, layout: Layout) -> str:
    """Return the observation; ``version`` changes when a key changes its meaning."""
    return model_json(observation.version, observation, indent=1)
