import { DataSource, DataSourceOptions } from 'typeorm';
import AuditEntry, { Counter } from 'models/audit';
import Grade from 'models/grade';
import SchoolClass from 'models/school-class';
import Student from 'models/student';
import Teacher from 'models/teacher';
import Absence = require('models/absence');

export const options: DataSourceOptions = {
  type: 'mysql',
  url: process.env.DATABASE_URL || 'mysql://school:school@localhost/school',
  entities: [Student, SchoolClass, Teacher, Grade, Absence, AuditEntry, Counter],
};

/** Opened by whoever needs it outside of Nest. */
export const AppDataSource = new DataSource(options);
