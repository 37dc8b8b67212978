import { NestFactory } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { AppModule } from './app.module';
import { configure } from './http/configure';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  configure(app);
  const document = SwaggerModule.createDocument(app, new DocumentBuilder().setTitle('Portal').build());
  SwaggerModule.setup('docs', app, document);
  await app.listen(Number(process.env['PORT'] || 8080));
}
bootstrap();
