"""The edit by which a monolith believes the gateway: one line, or one option, and every other byte as it was."""

from __future__ import annotations

import pytest

from woosh_split.artefacts.gateway.trust_proxy import with_trust_proxy
from woosh_split.sources.code.nestjs.application_made import application_made

EXPRESS = "app.getHttpAdapter().getInstance().set('trust proxy', 1);"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "async function b() {\n  const app = await NestFactory.create(AppModule);\n  await app.listen(1);\n}\n",
            "async function b() {\n  const app = await NestFactory.create(AppModule);\n"
            f"  {EXPRESS}\n  await app.listen(1);\n}}\n",
        ),
        (
            "\tconst server = await NestFactory.create<X>(\r\n\t\tAppModule,\r\n\t\t{ cors: true },\r\n\t);\r\n\tserver.x();\r\n",
            "\tconst server = await NestFactory.create<X>(\r\n\t\tAppModule,\r\n\t\t{ cors: true },\r\n\t);\r\n"
            "\tserver.getHttpAdapter().getInstance().set('trust proxy', 1);\r\n\tserver.x();\r\n",
        ),
        (
            "const app = await NestFactory.create(M, new FastifyAdapter());",
            "const app = await NestFactory.create(M, new FastifyAdapter({ trustProxy: 1 }));",
        ),
        (
            "const app = await NestFactory.create(M, new FastifyAdapter({ logger: true }));",
            "const app = await NestFactory.create(M, new FastifyAdapter({ trustProxy: 1, logger: true }));",
        ),
        (
            "const app = await NestFactory.create(M, new FastifyAdapter({}));",
            "const app = await NestFactory.create(M, new FastifyAdapter({ trustProxy: 1 }));",
        ),
    ],
    ids=["express", "crlf-and-tabs", "fastify", "fastify-with-options", "fastify-with-none"],
)
def test_trust_proxy_is_set_where_the_application_is_made(before: str, after: str) -> None:
    made = application_made(before.encode())
    assert made is not None
    assert with_trust_proxy(before.encode(), made).decode() == after


@pytest.mark.parametrize(
    "text",
    [
        "export default createApp;",
        "const app = await NestFactory.createMicroservice(AppModule);",
        "start(await NestFactory.create(AppModule));",
        "// const app = await NestFactory.create(AppModule);",
    ],
)
def test_where_no_application_gets_a_name_there_is_no_place(text: str) -> None:
    assert application_made(text.encode()) is None
