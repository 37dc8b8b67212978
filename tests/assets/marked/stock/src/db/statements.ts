export const ITEM_COLUMNS = ['id', 'sku', 'qty'] as const;
const table = (name: string) => `\`${name}\``;
export const T = { items: table('items'), moves: table('moves'), sales: table('sales') };
export const SQL = {
  items: {
    all: `SELECT ${ITEM_COLUMNS.join(', ')} FROM ${T.items}`,
    one: `SELECT ${ITEM_COLUMNS.join(', ')} FROM ${T.items} WHERE id = ? FOR UPDATE`,
    upsert: `INSERT INTO items (sku, qty) VALUES (?, ?) AS fresh ON DUPLICATE KEY UPDATE qty = items.qty + fresh.qty`,
  },
  moves: { add: 'INSERT INTO ' + T.moves + ' (item_id, delta, at) VALUES (?, ?, NOW())' },
} as const;
export function page(sql: string, n: number) { return `${sql} LIMIT ${n * 20}, 20`; }
export enum Table { Sales = 'sales', People = 'people' }
