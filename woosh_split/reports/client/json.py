"""The app's calls as JSON."""

from __future__ import annotations

import json
from typing import Any

from woosh_split.artefacts.client.report import AppCall, ClientReport
from woosh_split.artefacts.routes.document import target_document
from woosh_split.model.secrets import without_secrets
from woosh_split.reports.layout import Layout
from woosh_split.reports.routes.words import route

VERSION = 1


def to_json(report: ClientReport, layout: Layout) -> str:
    """Return the report; ``version`` changes when a key changes its meaning."""
    document = {
        "version": VERSION,
        "calls": [_call(call) for call in report.calls],
        "constants": [
            {
                "file": each.file, "line": each.line, "name": each.name or None, "origin": without_secrets(each.origin),
                "verdict": each.verdict, "calls": each.calls, "answered": each.answered,
            }
            for each in report.constants
        ],
        "unclear": list(report.unclear),
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=2)


def _call(call: AppCall) -> dict[str, Any]:
    entry = call.entry
    found: dict[str, Any] = {"method": call.method, "path": call.path, "file": call.file, "line": call.line}
    if entry is None:
        return found | {
            "route": None,
            "nearest": [{"id": each.id, "route": route(each)} for each in call.nearest],
        }
    return found | {
        "route": {"id": entry.id, "route": route(entry)},
        "service": entry.service,
        "phase": call.phase or None,
        "target": target_document(entry.target),
    }
