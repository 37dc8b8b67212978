// Yours: controllers and providers besides the gateway's. Written once; what you change here stays.

import { Module } from '@nestjs/common';

@Module({})
export class AppModule {}
