'use strict';
// What stands at places where rows are written: the method that is called, on which entity, and what is passed.

const path = require('path');
const { createOrigins } = require('./origins.cjs');
const { createHazards } = require('./hazards.cjs');

const WRITES = new Set(['save', 'insert', 'update', 'delete', 'remove', 'softDelete', 'softRemove', 'recover', 'restore',
  'upsert', 'increment', 'decrement', 'clear']);
const HANDLES = /^(?:Repository|TreeRepository|MongoRepository|BaseEntity|EntityManager)$/;

function rows(ts, programs, { root, tsconfig, places }) {
  const { program } = programs.onDisk(root, tsconfig, [...new Set(places.map((each) => each.file))]);
  const world = { ts, program, checker: program.getTypeChecker(), root: programs.slash(path.resolve(root)) };
  world.origins = createOrigins(world);
  world.hazards = createHazards(world);
  return places.map(({ file, line }) => {
    const source = program.getSourceFile(`${world.root}/${file}`);
    return source ? writesAt(world, source, line) : [];
  });
}

function writesAt(world, source, line) {
  const { ts } = world;
  const found = [];
  const lineOf = (at) => source.getLineAndCharacterOfPosition(at).line + 1;
  const visit = (node) => {
    if (lineOf(node.getStart(source)) > line || lineOf(node.end) < line) return;
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && WRITES.has(node.expression.name.text)) {
      const { name } = node.expression;
      if ([lineOf(node.getStart(source)), lineOf(name.getStart(source))].includes(line)) {
        const told = writeOf(world, source, node, name.text);
        if (told) found.push(told);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** One call of a repository or a manager, with the entity that it is about. */
function writeOf(world, source, call, method) {
  const { ts, checker } = world;
  const receiver = call.expression.expression;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(receiver));
  const handle = handleOf(world, type);
  if (!handle) return undefined;
  let values = [...call.arguments];
  let entity;
  if (handle === 'EntityManager') {
    const [first] = values;
    const named = first && instanceOf(world, first);
    if (named) {
      entity = named;
      values = values.slice(1);
    } else if (first) entity = classOf(world, elementOf(checker, checker.getTypeAtLocation(first)));
  } else entity = ofRepository(world, type);
  const hazards = [];
  values.forEach((value, index) => passed(world, call, value, index, hazards));
  return { method, handle, entity: entity || null, hazards, spread: values.some((each) => ts.isSpreadElement(each)) };
}

function passed(world, call, value, index, hazards) {
  const { ts, checker, hazards: { walk } } = world;
  const type = checker.getTypeAtLocation(value);
  const text = value.getText();
  const place = /^[\w.]{1,40}$/.test(text) ? text : `argument ${index + 1}`;
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) {
    hazards.push({ kind: 'any', place });
    return;
  }
  const say = (kind, where) => hazards.push({ kind, place: where });
  walk(type, place, { at: call, say, instances: [], seen: new Set(), depth: 0, argument: true });
}

function handleOf({ checker }, type, depth = 0) {
  const name = type.symbol && type.symbol.name;
  if (name && HANDLES.test(name) && fromTypeorm(type)) return name;
  if (depth > 6 || !type.isClassOrInterface) return undefined;
  for (const base of basesOf(checker, type)) {
    const found = handleOf({ checker }, base, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function basesOf(checker, type) {
  const declared = type.target && type.target.isClassOrInterface && type.target.isClassOrInterface() ? type.target : type;
  return declared.isClassOrInterface && declared.isClassOrInterface() ? checker.getBaseTypes(declared) || [] : [];
}

function fromTypeorm(type) {
  return (type.symbol.declarations || []).some((each) => /\/node_modules\/typeorm\//.test(each.getSourceFile().fileName));
}

/** The entity of `Repository<Entity>`, also of a class that extends it; a BaseEntity's own class. */
function ofRepository(world, type, depth = 0) {
  const { checker } = world;
  if (type.symbol && /Repository$/.test(type.symbol.name) && fromTypeorm(type)) {
    const [entity] = checker.getTypeArguments(type.target ? type : type) || [];
    return entity && classOf(world, entity);
  }
  if (depth > 6) return undefined;
  for (const base of basesOf(checker, type)) {
    const found = ofRepository(world, base, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** The entity that an argument names as a class. */
function instanceOf(world, node) {
  const { ts, checker } = world;
  const [made] = checker.getSignaturesOfType(checker.getTypeAtLocation(node), ts.SignatureKind.Construct);
  return made && classOf(world, checker.getReturnTypeOfSignature(made));
}

function elementOf(checker, type) {
  return checker.isArrayType && checker.isArrayType(type) ? checker.getTypeArguments(type)[0] : type;
}

function classOf({ ts, origins }, type) {
  if (type.isIntersection && type.isIntersection()) [type] = type.types.filter((each) => each.symbol);
  const symbol = type && type.symbol;
  if (!symbol || !(symbol.flags & ts.SymbolFlags.Class) || !symbol.declarations) return undefined;
  const [declaration] = symbol.declarations;
  return { file: origins.below(declaration.getSourceFile().fileName), name: symbol.name };
}

module.exports = { rows };
