"""Jobs that decorators declare: ``@Cron``, ``@Interval``, ``@Timeout``."""

from __future__ import annotations

from woosh_split.model.code import Job, Unresolved
from woosh_split.sources.code.nestjs.configuration import Configuration
from woosh_split.sources.code.nestjs.cron import CRON_EXPRESSIONS
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.tokens import leaves
from woosh_split.sources.code.typescript.decorators import Decorator
from woosh_split.sources.code.typescript.references import ExternalValue
from woosh_split.sources.code.typescript.root import Value
from woosh_split.sources.code.typescript.values import Literal

_SCHEDULE = "@nestjs/schedule"
_TIMED = frozenset({"Cron", "Interval", "Timeout"})


def read_jobs(graph: ModuleGraph) -> tuple[tuple[Job, ...], tuple[Unresolved, ...]]:
    """Return the jobs of all providers and controllers, and those whose time could not be told."""
    jobs: dict[Job, None] = {}
    unresolved: dict[Unresolved, None] = {}
    configuration = Configuration(graph)
    for decl, module in graph.classes():
        for owner, method in graph.decorators.methods(decl):
            for each in graph.decorators.of_method(owner, method):
                if each.package != _SCHEDULE or each.name not in _TIMED:
                    continue
                name = f"{decl.name}.{method.function.name}"
                schedule = schedule_of(each, configuration)
                if schedule is None:
                    reason = f"the time of @{each.name} is computed and could not be followed"
                    unresolved[Unresolved("job", owner.file, method.line, name, reason)] = None
                else:
                    jobs[Job(module, name, schedule, owner.file, method.line)] = None
    return tuple(jobs), tuple(unresolved)


def schedule_of(decorator: Decorator, configuration: Configuration) -> str | None:
    """Return the cron text, or the milliseconds as digits; None where it is computed."""
    if decorator.name == "Cron":
        return cron_text(configuration.value(decorator.arg(0))) or configuration.text(decorator.arg(0))
    for value in (configuration.value(each) for each in reversed(decorator.args)):
        for leaf in leaves(value):
            if isinstance(leaf, Literal) and isinstance(leaf.value, str):
                return leaf.value
    return None


def cron_text(value: Value) -> str | None:
    """Return the text of a member of ``CronExpression``, None for anything else."""
    for leaf in leaves(value):
        if isinstance(leaf, ExternalValue) and leaf.external.name.startswith("CronExpression."):
            return CRON_EXPRESSIONS.get(leaf.external.name.rpartition(".")[2])
    return None
