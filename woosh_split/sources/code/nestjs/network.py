"""Calls that leave the process over the network: the packages that make them, and by which of their names.

The names stand here and not in a data file: like those of emitters and of TypeORM's methods they are read by nobody
else, and the sources open no YAML.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from woosh_split.model.code import NetworkCall
from woosh_split.records import dataclass
from woosh_split.sources.code.typeorm.recorder import OpenTransaction
from woosh_split.sources.code.typescript.program import External
from woosh_split.sources.code.typescript.references import ExternalCall, ExternalInstance
from woosh_split.sources.code.typescript.scope import Frame
from woosh_split.sources.code.typescript.trail import Trail

_ITSELF = frozenset({"*", "default"})
"""How the package itself is imported; many of them are a function."""
_VERBS = frozenset(
    {"request", "get", "head", "options", "post", "put", "patch", "delete", "del", "postForm", "putForm", "patchForm"}
)  # fmt: skip
MICROSERVICE_CLIENTS = frozenset(
    {"ClientProxy", "ClientTCP", "ClientRedis", "ClientNats", "ClientMqtt", "ClientKafka", "ClientRMQ"}
)
"""Classes of ``@nestjs/microservices`` that send, one for each transport."""
_CALLED = ""
"""As the name of a method: the client itself is called."""


@dataclass(frozen=True, slots=True)
class _Package:
    """``functions`` send; ``makers`` are functions and ``classes`` are types that give clients, whose ``methods`` send.

    ``client`` is what a client is called in the facts.
    """

    functions: frozenset[str] = frozenset()
    makers: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    methods: frozenset[str] = frozenset()
    client: str = ""


_NODE = _Package(frozenset({"request", "get"}))
_CALLABLE = _VERBS | {_CALLED}
_FETCH = _Package(_ITSELF | {"fetch"})
_PACKAGES: Mapping[str, _Package] = {
    "": _Package(frozenset({"fetch"})),
    "axios": _Package(
        _ITSELF | _VERBS,
        frozenset({"create"}),
        frozenset({"Axios", "AxiosInstance", "AxiosStatic"}),
        _CALLABLE,
        "axios",
    ),
    "@nestjs/axios": _Package(classes=frozenset({"HttpService"}), methods=_VERBS, client="HttpService"),
    "@nestjs/common": _Package(classes=frozenset({"HttpService"}), methods=_VERBS, client="HttpService"),
    "@nestjs/microservices": _Package(
        makers=frozenset({"ClientProxyFactory.create"}),
        classes=MICROSERVICE_CLIENTS,
        methods=frozenset({"send", "emit"}),
        client="ClientProxy",
    ),
    "@golevelup/nestjs-rabbitmq": _Package(
        classes=frozenset({"AmqpConnection"}), methods=frozenset({"publish", "request"}), client="AmqpConnection"
    ),
    "@ssut/nestjs-sqs": _Package(
        classes=frozenset({"SqsService"}), methods=frozenset({"send"}), client="SqsService"
    ),
    "@nestjs-modules/mailer": _Package(
        classes=frozenset({"MailerService"}), methods=frozenset({"sendMail"}), client="MailerService"
    ),
    "nodemailer": _Package(
        makers=frozenset({"createTransport"}),
        classes=frozenset({"Transporter"}),
        methods=frozenset({"sendMail"}),
        client="nodemailer",
    ),
    "got": _Package(
        _ITSELF | _VERBS | {"got", "stream"},
        frozenset({"extend", "got.extend"}),
        frozenset({"Got"}),
        _CALLABLE | {"stream"},
        "got",
    ),
    "ky": _Package(_ITSELF | _VERBS, frozenset({"create", "extend"}), frozenset({"KyInstance"}), _CALLABLE, "ky"),
    "superagent": _Package(
        _ITSELF | _VERBS, frozenset({"agent"}), frozenset({"SuperAgentStatic"}), _CALLABLE, "superagent"
    ),
    "undici": _Package(
        frozenset({"request", "fetch", "stream", "pipeline"}),
        classes=frozenset({"Client", "Pool", "BalancedPool", "Agent", "Dispatcher"}),
        methods=frozenset({"request", "stream", "pipeline", "dispatch"}),
        client="undici",
    ),
    "node-fetch": _FETCH,
    "cross-fetch": _FETCH,
    "http": _NODE,
    "https": _NODE,
}  # fmt: skip
_MEMBERS = {("HttpService", "axiosRef"): External("axios", "AxiosInstance")}


class NetworkCalls:
    """Recognises the calls of these packages and notes them on the trail."""

    def __init__(self, trail: Trail) -> None:
        self._trail = trail

    def called(self, external: External, frame: Frame, line: int) -> None:
        """Note a call of a package's function (package ``""``: a global of the language), if it sends anything."""
        name = external.name.removeprefix("default.") or external.name
        package = _PACKAGES.get(external.package.removeprefix("node:"))
        if package is not None and name in package.functions:
            itself = external.package.removeprefix("node:")
            own = "" if name in _ITSELF or name == itself else name
            self._note(".".join(part for part in (itself, own) if part), frame, line)

    def called_on(
        self, receiver: ExternalCall | ExternalInstance, method: str, frame: Frame, line: int
    ) -> None:
        """Note a call of a client's method, or of the client itself, if it sends anything."""
        inner = member_of_client(receiver, method)
        if inner is not None:
            self.called_on(inner, _CALLED, frame, line)
        external = receiver.external
        package = _PACKAGES.get(external.package)
        if package is None or method not in package.methods:
            return
        made = package.makers if isinstance(receiver, ExternalCall) else package.classes
        if external.name in made:
            self._note(f"{package.client}.{method}" if method else package.client, frame, line)

    def _note(self, target: str, frame: Frame, line: int) -> None:
        if frame.function and frame.file:
            call = NetworkCall(frame.module, frame.function, target, frame.file, line)
            self._trail.did(call, frame.ambient)


def is_client(external: External) -> bool:
    """Tell a class whose instances send."""
    package = _PACKAGES.get(external.package)
    return package is not None and external.name in package.classes


def member_of_client(receiver: ExternalCall | ExternalInstance, name: str) -> ExternalInstance | None:
    """Return the client that is inside of another: ``HttpService.axiosRef``."""
    found = _MEMBERS.get((receiver.external.name, name))
    return ExternalInstance(found) if found is not None and is_client(receiver.external) else None


def network_calls(trail: Trail, names: Mapping[OpenTransaction, str]) -> tuple[NetworkCall, ...]:
    """Return the calls that were noted, sorted: one for each transaction that is open around it, or one for none.

    ``names`` are those of the transactions.
    """
    found: set[NetworkCall] = set()
    for effect, openings in trail.effects().items():
        assert isinstance(effect, NetworkCall)
        within = {names[each] for each in openings if isinstance(each, OpenTransaction) and each in names}
        found.update(replace(effect, transaction=name) for name in within)
        if not within:
            found.add(effect)
    return tuple(sorted(found, key=_order))


def _order(each: NetworkCall) -> tuple[object, ...]:
    return (each.module, each.function, each.target, each.file, each.line, each.transaction or "")
