export enum TableName {
  Students = 'students',
  Classes = 'school_classes',
  Teachers = 'teachers',
}

export namespace Tables {
  export const AUDIT = 'audit_entries';

  export namespace Marks {
    export const GRADES = 'grades';
    export const AVERAGE = `SELECT AVG(points) AS average FROM ${GRADES} WHERE student_id = ?`;
  }
}

export const TABLES = {
  students: TableName.Students,
  teachers: TableName.Teachers,
  audit: Tables.AUDIT,
} as const;
