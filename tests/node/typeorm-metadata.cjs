'use strict';
// What TypeORM itself makes of the entity classes of a monolith, as JSON: tables, keys and relations.
//
//   node typeorm-metadata.cjs FOLDER [ENTRY [SOURCES ...]]
//
// ENTRY is src/main.ts unless told otherwise, and is not run; SOURCES are the folders with sources, all unless told.
//
// Every source file is loaded (tests, migrations and scripts are none), so dead entities are in the answer too. A data source is made with the naming
// strategy that the monolith gives to TypeOrmModule, and is never connected.
const fs = require('node:fs');
const path = require('node:path');
const { fileOf, register } = require('./loader.cjs');

const root = path.resolve(process.argv[2]);
const entry = path.resolve(root, process.argv[3] ?? 'src/main.ts');
const folders = process.argv.length > 4 ? process.argv.slice(4) : ['.'];
const own = register(root, entry);

const { TypeOrmModule } = own('@nestjs/typeorm');
const { DataSource, EntitySchema, getMetadataArgsStorage } = own('typeorm');
const { EntityMetadataBuilder } = own('typeorm/metadata-builder/EntityMetadataBuilder');
const { EntitySchemaTransformer } = own('typeorm/entity-schema/EntitySchemaTransformer');

const given = [];
const { forRoot, forRootAsync } = TypeOrmModule;
TypeOrmModule.forRoot = function (options) {
  given.push(() => options);
  return forRoot.call(this, options);
};
TypeOrmModule.forRootAsync = function (options) {
  const config = { get: (_key, fallback) => fallback };
  given.push(() => options.useFactory(...(options.inject ?? []).map(() => config)));
  return forRootAsync.call(this, options);
};

const SKIPPED = /^(node_modules|dist|test|tests|migrations?|scripts)$|[.-]spec\.ts$|\.test\.ts$|\.d\.ts$|^main\.ts$/;

function* sources(folder) {
  for (const each of fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(folder, each.name);
    if (SKIPPED.test(each.name)) {
      continue;
    }
    if (each.isDirectory()) {
      yield* sources(file);
    } else if (each.name.endsWith('.ts')) {
      yield file;
    }
  }
}

const describeKey = (key) => ({
  columns: key.columns.map((column) => column.databaseName),
  table: key.referencedEntityMetadata.tableName,
  referenced: key.referencedColumns.map((column) => column.databaseName),
});

const describeRelation = (relation) => ({
  property: relation.propertyPath,
  to: relation.inverseEntityMetadata.tableName,
  kind: relation.relationType,
  joinTable: relation.junctionEntityMetadata?.tableName ?? null,
  eager: relation.isEager,
  cascade: relation.isCascadeInsert || relation.isCascadeUpdate,
});

const describe = (entity) => ({
  class: (typeof entity.target === 'function' ? entity.target.name : entity.target) || null,
  file: fileOf.get(entity.target) ?? null, // of a schema the target is its name
  table: entity.tableName,
  type: entity.tableType,
  columns: entity.columns.map((column) => ({
    name: column.databaseName,
    primary: column.isPrimary,
    nullable: column.isNullable,
    virtual: column.isVirtualProperty,
  })),
  foreignKeys: entity.foreignKeys.map(describeKey),
  relations: entity.relations.map(describeRelation),
});

async function main() {
  const schemas = new Set();
  for (const folder of folders) {
    for (const file of sources(path.join(root, folder))) {
      for (const schema of Object.values(require(file) ?? {}).filter((each) => each instanceof EntitySchema)) {
        if (!schemas.has(schema)) {
          schemas.add(schema);
          fileOf.set(schema.options.name, path.relative(root, file));
        }
      }
    }
  }
  const configured = (await Promise.all(given.map((options) => options()))).filter(({ name }) => !name);
  if (configured.length !== 1) {
    throw new Error(`TypeOrmModule was configured ${configured.length} times`);
  }
  const { namingStrategy, entityPrefix } = configured[0];
  // Those of named data sources are built with the others: where a table lies does not change what it is.
  const source = new DataSource({ type: 'mysql', database: 'none', namingStrategy, entityPrefix });
  const built = new EntityMetadataBuilder(source, merged([...schemas])).build();
  process.stdout.write(JSON.stringify(built.map(describe)), () => process.exit(0));
}

/** What the decorators said and what the schemas say, in one: TypeORM builds them apart, so that none sees the other. */
function merged(schemas) {
  const storage = getMetadataArgsStorage();
  for (const [key, items] of Object.entries(new EntitySchemaTransformer().transform(schemas))) {
    if (Array.isArray(items)) {
      storage[key].push(...items);
    }
  }
  return storage;
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
