// A Nest application with web sockets on two paths: NAME=orders PORT=3001 node live-sockets.cjs
require('reflect-metadata');
const { Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { SubscribeMessage, WebSocketGateway } = require('@nestjs/websockets');

function gatewayOn(path) {
  class Live {
    who() {
      return { event: 'is', data: process.env.NAME };
    }
  }
  SubscribeMessage('who')(Live.prototype, 'who', Object.getOwnPropertyDescriptor(Live.prototype, 'who'));
  WebSocketGateway(path === undefined ? {} : { path })(Live);
  return Live;
}

class AppModule {}
Module({ providers: [gatewayOn(undefined), gatewayOn('/live')] })(AppModule);

NestFactory.create(AppModule, { logger: ['error'] }).then((app) => app.listen(process.env.PORT, '127.0.0.1'));
