import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import helmet from 'helmet';
import { AppModule } from './app.module';
import { GlobalExceptionFilter } from './filters/global-exception.filter';

const PRODUCTION_ORIGINS = [
  'https://woosh.example.com',
  'https://www.woosh.example.com',
  'https://admin.woosh.example.com',
  'https://staging.woosh.example.com',
];

function allowOrigin(origin: string | undefined, done: (error: Error | null, allow?: boolean) => void) {
  if (process.env.NODE_ENV !== 'production' || !origin || PRODUCTION_ORIGINS.includes(origin)) {
    return done(null, true);
  }
  return done(null, false);
}

/** Builds the application without opening a port, for both entries below. */
export async function createApp(): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule);

  app.setGlobalPrefix('api');
  app.use(
    helmet({
      contentSecurityPolicy: { directives: { defaultSrc: ["'self'"], imgSrc: ["'self'", 'data:', 'https:'] } },
      hsts: { maxAge: 31536000, includeSubDomains: true },
    }),
  );
  if (!process.env.VERCEL) {
    app.use(compression());
  }
  app.enableCors({
    origin: allowOrigin,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    credentials: true,
  });
  app.useGlobalFilters(new GlobalExceptionFilter());
  app.useGlobalPipes(
    new ValidationPipe({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      transformOptions: { enableImplicitConversion: true },
    }),
  );
  return app;
}

async function bootstrap() {
  const app = await createApp();
  const port = Number(process.env.PORT ?? 3000);
  await app.listen(port);
  console.log(`🚀 Woosh API listens on port ${port} (${process.env.NODE_ENV || 'development'})`);
}

let serverless: Promise<(req: any, res: any) => void> | undefined;

/** Entry of a serverless platform: the app is built by the first call and kept for the next ones. */
export default async function handler(req: any, res: any) {
  process.env.VERCEL = process.env.VERCEL || '1';
  serverless = serverless ?? createApp().then(async (app) => {
    await app.init();
    return app.getHttpAdapter().getInstance();
  });
  const server = await serverless;
  return server(req, res);
}

// Only the program itself opens a port; a serverless platform imports this file and calls the handler.
if (require.main === module) {
  bootstrap().catch((error) => {
    console.error('❌ Woosh API could not start:', error);
    process.exit(1);
  });
}
