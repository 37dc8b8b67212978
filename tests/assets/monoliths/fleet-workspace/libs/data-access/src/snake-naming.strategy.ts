import { DefaultNamingStrategy, NamingStrategyInterface, Table } from 'typeorm';

const snake = (name: string): string =>
  name
    .replace(/\.+/g, '_')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();

/** Tables and columns in snake_case wherever the entity gives no name of its own. */
export class SnakeNamingStrategy extends DefaultNamingStrategy implements NamingStrategyInterface {
  override tableName(className: string, customName?: string): string {
    return customName ? customName : snake(className);
  }

  override columnName(propertyName: string, customName: string | undefined, prefixes: string[]): string {
    const own = customName ? customName : snake(propertyName);
    return prefixes.length ? `${snake(prefixes.join('_'))}_${own}` : own;
  }

  override relationName(propertyName: string): string {
    return snake(propertyName);
  }

  override joinColumnName(relationName: string, referencedColumnName: string): string {
    return snake(`${relationName}_${referencedColumnName}`);
  }

  override joinTableName(first: string, second: string, property: string): string {
    return snake(`${first}_${property}_${second}`);
  }

  override joinTableColumnName(table: string, property: string, column?: string): string {
    return snake(`${table}_${column ? column : property}`);
  }

  override primaryKeyName(tableOrName: Table | string, columns: string[]): string {
    const table = typeof tableOrName === 'string' ? tableOrName : tableOrName.name;
    return `pk_${snake(table)}_${columns.length}`;
  }
}
