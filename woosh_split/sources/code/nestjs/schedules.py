"""When a job runs, as the code that registers it says."""

from __future__ import annotations

from woosh_split.sources.code.typescript.references import ExternalCall, ExternalInstance
from woosh_split.sources.code.typescript.root import UNKNOWN, Value
from woosh_split.sources.code.typescript.values import Either, Literal, Record, known_text


def schedule_text(value: Value) -> str | None:
    """Return a schedule as the facts write it: cron text, or milliseconds as digits."""
    if isinstance(value, Literal) and isinstance(value.value, str):
        return value.value
    if isinstance(value, Either):
        return None
    return known_text(value)


def receiver_schedule(job: Value) -> Value:
    """Return the schedule of ``new CronJob(time, ...)``, of ``CronJob.from({cronTime})`` or of an interval."""
    if isinstance(job, ExternalInstance):
        label = job.label
    elif isinstance(job, ExternalCall) and job.args:
        label = job.args[0]
    else:
        return UNKNOWN
    return label.fields.get("cronTime", UNKNOWN) if isinstance(label, Record) else label
