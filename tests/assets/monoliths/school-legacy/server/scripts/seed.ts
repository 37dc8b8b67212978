import { createConnection } from 'typeorm';
import { options } from '../data-source';
import Teacher from '../models/teacher';

export async function seed(): Promise<void> {
  const connection = await createConnection(options);
  await connection.getRepository(Teacher).insert({ name: 'Ada' });
  await connection.close();
}

if (require.main === module) {
  void seed();
}
