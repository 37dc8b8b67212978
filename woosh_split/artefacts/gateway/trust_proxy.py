"""The registered edit by which a monolith believes the gateway's word on where a request comes from."""

from __future__ import annotations

from woosh_split.sources.code.nestjs.application_made import ApplicationMade


def with_trust_proxy(content: bytes, made: ApplicationMade) -> bytes:
    """Return the main file with trust-proxy set to one hop, the gateway; every other byte stays.

    Express gets a line behind the one that makes the application, Fastify an option of its adapter.
    """
    if made.adapter is not None:
        start, end = made.adapter
        inner = content[start:end].strip()
        option = b"trustProxy: 1"
        if not inner:
            return content[:start] + b"{ " + option + b" }" + content[end:]
        brace = content.index(b"{", start) + 1
        closing = content[brace : content.rindex(b"}", start, end)].strip()
        return content[:brace] + b" " + option + (b"," if closing else b" ") + content[brace:]
    newline = b"\r\n" if b"\r\n" in content[: made.end + 2] else b"\n"
    line = f"{made.variable}.getHttpAdapter().getInstance().set('trust proxy', 1);".encode()
    return content[: made.end] + newline + made.indentation + line + content[made.end :]
