"""When a job runs, as the code that registers it says."""

from __future__ import annotations

from woosh_split.sources.code.typescript.program import External
from woosh_split.sources.code.typescript.references import ExternalCall, ExternalInstance
from woosh_split.sources.code.typescript.root import UNKNOWN, Call, Value
from woosh_split.sources.code.typescript.truth import is_true
from woosh_split.sources.code.typescript.values import Either, Literal, Record, known_text

_FUNCTIONS = {"node-cron": "schedule", "node-schedule": "scheduleJob"}
"""Packages beside Nest's own, and what starts a job of theirs."""


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


def is_scheduling(external: External) -> bool:
    """Tell a package's function that runs its callback again and again, whenever the time has come."""
    return external.name.rpartition(".")[2] == _FUNCTIONS.get(external.package)


def started_by(external: External, call: Call) -> Value | None:
    """Return the schedule of a job that a call of a package's function starts, None where it starts none."""
    if is_scheduling(external):
        # `scheduleJob(name, time, job)`: a name may come first, and then two arguments come before the job.
        named = external.package == "node-schedule" and len(call.args) > 2
        return call.arg(1 if named else 0)
    if external.package == "cron" and external.name == "CronJob.from":
        options = call.arg(0)
        if isinstance(options, Record) and is_true(options.fields.get("start", UNKNOWN)):
            return options.fields.get("cronTime", UNKNOWN)
    return None


def started_when_made(external: External, call: Call) -> Value | None:
    """Return the schedule of ``new CronJob(time, job, null, true)``, None for one that waits for its ``start()``."""
    if external.package == "cron" and external.name == "CronJob" and is_true(call.arg(3)):
        return call.arg(0)
    return None
