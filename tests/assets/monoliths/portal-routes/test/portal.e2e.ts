import { Controller, Get, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AppModule } from '../src/app.module';
import { configure } from '../src/http/configure';

@Controller('probe')
class ProbeController {
  @Get('inside-the-test')
  probe() {
    return 'ok';
  }
}

@Module({ imports: [AppModule], controllers: [ProbeController] })
class PortalUnderTestModule {}

export async function start() {
  const testing = await Test.createTestingModule({ imports: [PortalUnderTestModule] }).compile();
  const app = testing.createNestApplication();
  app.setGlobalPrefix('somewhere-else');
  configure(app);
  return app.init();
}
