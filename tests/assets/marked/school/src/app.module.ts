import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdminModule } from './admin/admin.module';
import { CalendarModule } from './calendar/calendar.module';
import { CoursesModule } from './courses/courses.module';
import { GradesModule } from './grades/grades.module';
import { LibraryModule } from './library/library.module';
import { MessagesModule } from './messages/messages.module';
import { PaymentsModule } from './payments/payments.module';
import { StudentsModule } from './students/students.module';
import { TenantsModule } from './tenants/tenants.module';
@Module({ imports: [TypeOrmModule.forRoot({ type: 'mysql', autoLoadEntities: true }), AdminModule, CalendarModule, CoursesModule, GradesModule, LibraryModule, MessagesModule, PaymentsModule, StudentsModule, TenantsModule] })
export class AppModule {}
