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

/** A schema without a class has its name as target, a join table its own name. */
const nameOf = (target) => (typeof target === 'function' ? target.name : fileOf.has(target) ? target : null);

const describe = (entity) => ({
  class: nameOf(entity.target),
  file: fileOf.get(entity.target) ?? null,
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
      const exported = Object.values(require(file) ?? {}).filter((each) => each instanceof EntitySchema);
      exported.forEach((schema) => schemas.add(schema));
      if (/new EntitySchema\b/.test(fs.readFileSync(file, 'utf8'))) {
        exported.forEach(({ options }) => fileOf.set(options.target ?? options.name, path.relative(root, file)));
      }
    }
  }
  const configured = (await Promise.all(given.map((options) => options()))).filter(({ name }) => !name);
  if (configured.length !== 1) {
    throw new Error(`TypeOrmModule was configured ${configured.length} times`);
  }
  const { namingStrategy, entityPrefix } = configured[0];
  // Those of named data sources are built with the others: where a table lies does not change what it is.
  const entities = [...getMetadataArgsStorage().tables.map(({ target }) => target), ...schemas];
  const source = new DataSource({ type: 'mysql', database: 'none', namingStrategy, entityPrefix, entities });
  await source.buildMetadatas();
  process.stdout.write(JSON.stringify(source.entityMetadatas.map(describe)), () => process.exit(0));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
