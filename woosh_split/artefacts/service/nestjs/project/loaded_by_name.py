"""What well-known packages load by name when the program runs, though not every version of theirs says so as a peer.

TypeORM before 0.2.42, for one, names none of its drivers. Only what the monolith declares is ever kept for this.
"""

from __future__ import annotations

from collections.abc import Mapping

_SQL_DRIVERS = (
    "mysql",
    "mysql2",
    "pg",
    "pg-native",
    "sqlite3",
    "better-sqlite3",
    "mssql",
    "oracledb",
    "mariadb",
    "tedious",
)
_TEMPLATES = ("handlebars", "pug", "ejs", "hbs", "nunjucks", "mjml")

LOADED_BY_NAME: Mapping[str, tuple[str, ...]] = {
    "@nestjs-modules/mailer": ("nodemailer", *_TEMPLATES),
    "@nestjs/bull": ("bull",),
    "@nestjs/bullmq": ("bullmq",),
    "@nestjs/cache-manager": ("cache-manager", "keyv"),
    "@nestjs/common": ("class-transformer", "class-validator", "cache-manager", "reflect-metadata"),
    "@nestjs/core": ("@nestjs/platform-express", "@nestjs/platform-fastify", "@nestjs/websockets"),
    "@nestjs/microservices": (
        "amqplib",
        "amqp-connection-manager",
        "kafkajs",
        "ioredis",
        "redis",
        "mqtt",
        "nats",
        "@grpc/grpc-js",
    ),
    "@nestjs/mongoose": ("mongoose",),
    "@nestjs/passport": ("passport",),
    "@nestjs/serve-static": ("express", "@fastify/static", "fastify-static"),
    "@nestjs/swagger": (
        "swagger-ui-express",
        "fastify-swagger",
        "@fastify/swagger",
        "@fastify/static",
        "class-validator",
    ),
    "@nestjs/typeorm": ("typeorm",),
    "@nestjs/websockets": ("@nestjs/platform-socket.io", "@nestjs/platform-ws"),
    "knex": _SQL_DRIVERS,
    "nest-winston": ("winston",),
    "nestjs-pino": ("pino", "pino-http"),
    "sequelize": (*_SQL_DRIVERS, "pg-hstore"),
    "typeorm": (
        *_SQL_DRIVERS,
        "mongodb",
        "redis",
        "ioredis",
        "sql.js",
        "ts-node",
        "typeorm-aurora-data-api-driver",
    ),
}
