import { DataSource } from 'typeorm';

describe('shipments', () => {
  it('is empty', async () => {
    const source = await new DataSource({ type: 'mysql' }).initialize();
    await source.query('TRUNCATE shipments');
  });
});
