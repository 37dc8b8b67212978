import { NestFactory } from '@nestjs/core';
import AppModule from 'app.module';

NestFactory.create(AppModule)
  .then((app) => {
    app.setGlobalPrefix('school');
    return app.listen(process.env.PORT || 3000);
  })
  .catch((problem) => {
    console.error(problem);
    process.exit(1);
  });
