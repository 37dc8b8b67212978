import { ShipmentsService } from './shipments.service';

describe('ShipmentsService', () => {
  it('drops', async () => {
    const source = { query: jest.fn() };
    await source.query('DELETE FROM seals');
    await new ShipmentsService({ delete: jest.fn() } as never, source as never, {} as never).drop(1);
  });
});
