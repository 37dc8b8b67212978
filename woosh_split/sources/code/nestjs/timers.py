"""Jobs that code starts by calls: intervals, Nest's registry, and packages that schedule."""

from __future__ import annotations

from woosh_split.model.code import Job
from woosh_split.sources.code.nestjs.schedules import (
    receiver_schedule,
    schedule_text,
    started_by,
    started_when_made,
)
from woosh_split.sources.code.typeorm.session import Session
from woosh_split.sources.code.typescript.program import External
from woosh_split.sources.code.typescript.root import Call, Value


class Timers:
    """Collects the jobs."""

    def __init__(self, session: Session) -> None:
        self.jobs: set[Job] = set()
        self._session = session
        self._running: list[Value] = []
        """Jobs that were started as they were made: to register them starts no second one."""

    def interval(self, call: Call) -> None:
        """Note ``setInterval(job, milliseconds)``."""
        self._job(call.arg(1), call)

    def registered(self, job: Value, call: Call) -> None:
        """Note a job that is given to ``SchedulerRegistry``."""
        if not any(job is each for each in self._running):
            self._job(receiver_schedule(job), call)

    def called(self, external: External, call: Call, result: Value) -> None:
        """Note the job that a call of a package's function starts, where it starts one."""
        self._started(started_by(external, call), external, call, result)

    def made(self, external: External, call: Call, result: Value) -> None:
        """Note the job that runs from the moment it is made, where it does."""
        self._started(started_when_made(external, call), external, call, result)

    def _started(self, schedule: Value | None, external: External, call: Call, result: Value) -> None:
        if schedule is None:
            return
        self._running.append(result)
        self._job(schedule, call)
        if schedule_text(schedule) is None:
            frame = call.scope.frame
            reason = f"the time of {external.name} is computed and could not be followed"
            self._session.recorder.broken(frame, call.line, "job", frame.function, reason)

    def _job(self, schedule: Value, call: Call) -> None:
        text = schedule_text(schedule)
        frame = call.scope.frame
        if text is not None and frame.function and not self._session.recorder.silent:
            self.jobs.add(Job(frame.module, frame.function, text, frame.file, call.line))
