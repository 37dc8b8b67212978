"""Which modules write anything, themselves or through the modules that they call: their routes are never shadowed."""

from __future__ import annotations

from collections.abc import Mapping

from woosh_split.model.facts import Facts


def writing_modules(facts: Facts) -> Mapping[str, bool]:
    """Return for each module whether its code, or code that it calls, writes a table, sends events or calls out.

    Facts tell which method of which function touches a table, and which methods of other modules a module calls, but
    not which of its own methods a handler calls. So a module is taken as a whole: a route that reads is not shadowed
    where anything beside it writes.
    """
    acting = {access.module for access in facts.accesses if access.mode == "write"}
    acting |= {event.module for event in facts.events if event.direction == "emits"}
    acting |= {call.module for call in facts.network_calls}
    callers: dict[str, set[str]] = {}
    for call in facts.calls:
        callers.setdefault(call.to_module, set()).add(call.from_module)
    waiting = sorted(acting)
    while waiting:
        for caller in sorted(callers.get(waiting.pop(), ())):
            if caller not in acting:
                acting.add(caller)
                waiting.append(caller)
    return {module.name: module.name in acting for module in facts.modules}
