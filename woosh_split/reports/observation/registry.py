"""Every format of an observation, on one screen."""

from __future__ import annotations

from collections.abc import Callable

from woosh_split.model.observation import Observation, Replay
from woosh_split.reports.layout import Layout
from woosh_split.reports.observation.json import to_json
from woosh_split.reports.observation.markdown import to_markdown
from woosh_split.reports.observation.replay import replay_as_json, replay_as_markdown, replay_as_text
from woosh_split.reports.observation.text import to_text

OBSERVATION_FORMATS: dict[str, Callable[[Observation, Layout], str]] = {
    "text": to_text,
    "markdown": to_markdown,
    "json": to_json,
}

REPLAY_FORMATS: dict[str, Callable[[Replay, Layout], str]] = {
    "text": replay_as_text,
    "markdown": replay_as_markdown,
    "json": replay_as_json,
}
