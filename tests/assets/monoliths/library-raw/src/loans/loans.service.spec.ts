import { DataSource } from 'typeorm';

declare const it: (name: string, body: () => Promise<void>) => void;
declare const source: DataSource;

it('starts empty', async () => {
  await source.query('DELETE FROM loans');
  await source.query('DELETE FROM audit_log');
});
