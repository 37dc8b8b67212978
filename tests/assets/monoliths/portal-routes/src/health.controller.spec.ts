import { Controller, Get } from '@nestjs/common';
import { HealthController } from './health.controller';

@Controller('fake')
class FakeController {
  @Get('spec-only')
  nothing() {
    return new FakeController();
  }
}

describe('HealthController', () => {
  it('answers', () => {
    expect(new HealthController().health().status).toBe('ok');
  });
});
