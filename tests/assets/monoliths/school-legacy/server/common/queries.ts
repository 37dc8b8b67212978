import { TableName, Tables } from './tables';

const STUDENT_COLUMNS = ['s.id', 's.name', 's.email'];

export const QUERIES = {
  students: {
    byClass: `SELECT ${STUDENT_COLUMNS.join(', ')} FROM ${TableName.Students} s WHERE s.class_id = ?`,
    forget: 'UPDATE students SET email = NULL WHERE id = ?',
  },
  grades: {
    average: Tables.Marks.AVERAGE,
    perClass: [
      'SELECT c.label, AVG(g.points) AS average',
      `FROM ${TableName.Classes} c`,
      'JOIN students s ON s.class_id = c.id',
      'JOIN grades g ON g.student_id = s.id',
      'GROUP BY c.id',
    ].join('\n'),
  },
};
