export * from './identity.module';
export * from './user.entity';
export * from './users.service';
export { JwtAuthGuard } from './passport/jwt-auth.guard';
