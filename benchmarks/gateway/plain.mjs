// Nest on Express with http-proxy-middleware, and an agent that keeps its connections.
import 'reflect-metadata';
import { Agent } from 'node:http';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createProxyMiddleware } from 'http-proxy-middleware';

class AppModule {}
Module({})(AppModule);

const app = await NestFactory.create(AppModule, { bodyParser: false, logger: false });
app.use(createProxyMiddleware({ target: process.env.UPSTREAM, agent: new Agent({ keepAlive: true, maxSockets: 64 }), xfwd: true }));
await app.listen(Number(process.env.PORT), '127.0.0.1');
