'use strict';
// What of a signature cannot travel: found by walking the types of its parameters and of its result.

const DEEPEST = 24;
const DATA = new Set(['Date', 'Map', 'Set', 'ReadonlyMap', 'ReadonlySet', 'Array', 'ReadonlyArray', 'Buffer', 'Uint8Array',
  'String', 'Number', 'Boolean', 'BigInt', 'Object', 'RegExp', 'URL', 'ArrayBuffer', 'Uint8ClampedArray', 'Uint16Array',
  'Uint32Array', 'Int8Array', 'Int16Array', 'Int32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array',
  'DataView']);
const CONTAINERS = /^(?:Map|Set|ReadonlyMap|ReadonlySet|Array|ReadonlyArray)$/;
const KINDS = [
  ['transaction', /^(?:EntityManager|MongoEntityManager|QueryRunner|DataSource|Connection|ClientSession|TransactionClient)$/],
  ['query', /^(?:Repository|TreeRepository|MongoRepository|AbstractRepository|(?:Select|Insert|Update|Delete|SoftDelete|Relation)?QueryBuilder|Brackets)$/],
  ['operator', /^(?:FindOperator|EqualOperator)$/],
  ['stream', /^(?:Stream|internal|Readable|Writable|Duplex|Transform|PassThrough|ReadableStream|WritableStream|TransformStream|ReadWriteStream|ReadableBase|WritableBase|StreamableFile)$/],
  ['request', /^(?:Request|Response|FastifyRequest|FastifyReply|IncomingMessage|ServerResponse|Socket|ExecutionContext|ArgumentsHost)$/],
  ['observable', /^(?:Observable|Subject|BehaviorSubject|ReplaySubject|AsyncSubject|Subscription|EventEmitter)$/],
  ['iterator', /^(?:AsyncIterable|AsyncIterableIterator|AsyncIterator|AsyncIteratorObject|AsyncGenerator|Iterable|IterableIterator|Iterator|IteratorObject|Generator)$/],
  ['promise', /^(?:Promise|PromiseLike)$/],
  ['function', /^Function$/],
  ['symbol', /^Symbol$/],
];
const PROVIDERS = /^(?:Injectable|Controller|Module|Catch|WebSocketGateway|Resolver|Processor)$/;

function createHazards(world) {
  const { ts, program, checker, origins } = world;
  const { TypeFlags, ObjectFlags, SymbolFlags } = ts;

  /** Report what of a signature cannot travel; classes of the monolith on the way go into `instances`. */
  function signature(found, at, say, instances) {
    found.getParameters().forEach((parameter, index) => {
      const type = checker.getTypeOfSymbolAtLocation(parameter, at);
      const name = parameter.name.startsWith('__') ? 'an argument' : parameter.name;
      const sayOf = (kind, where, detail) => say(kind, where, detail, index);
      walk(type, name, { at, say: sayOf, instances, seen: new Set(), depth: 0 });
    });
    const result = checker.getReturnTypeOfSignature(found);
    const settled = settledType(result);
    if (settled.sync) say('sync', '', brief(result, at));
    else for (const each of awaited(settled.type)) walk(each, 'the result', { at, say, instances, seen: new Set(), depth: 0 });
  }

  /** A Promise of a Promise is settled at once. */
  function awaited(type, depth = 0) {
    const parts = type.isUnion() ? type.types : [type];
    return parts.flatMap((each) => nameOf(each) === 'Promise' && isLibrary(each) && depth < 5
      ? awaited((checker.getTypeArguments(each) || [])[0] || each, depth + 1)
      : [each]);
  }

  /** A type as people read it: short, and without paths. */
  function brief(type, at) {
    const text = checker.typeToString(type, at, ts.TypeFormatFlags.None).replace(/import\("[^"]*"\)\./g, '');
    return text.length > 60 ? `${text.slice(0, 57)}...` : text;
  }

  function settledType(type) {
    const parts = type.isUnion() ? type.types : [type];
    const promised = parts.filter((each) => nameOf(each) === 'Promise' && isLibrary(each));
    if (!promised.length || (promised.length < parts.length && parts.some((each) => each.flags & TypeFlags.Any))) {
      return { sync: true, type };
    }
    const [first] = promised;
    return { sync: promised.length !== parts.length, type: (checker.getTypeArguments(first) || [])[0] || first };
  }

  function nameOf(type) {
    const symbol = type.symbol;
    return symbol ? symbol.name : '';
  }

  function isLibrary(type) {
    return Boolean(type.symbol && (type.symbol.declarations || []).some((each) =>
      program.isSourceFileDefaultLibrary(each.getSourceFile()) || /\/node_modules\/@types\/node\//.test(each.getSourceFile().fileName)));
  }

  function isPackage(type) {
    const first = type.symbol && (type.symbol.declarations || [])[0];
    return Boolean(first && origins.isPackage(first.getSourceFile()));
  }

  function walk(type, where, way) {
    if (way.depth > DEEPEST || way.seen.has(type)) return;
    way.seen.add(type);
    const { flags } = type;
    if (flags & TypeFlags.Any && type.intrinsicName === 'error') return way.say('unresolved', where, '');
    if (flags & TypeFlags.ESSymbolLike) return way.say('symbol', where, '');
    if (flags & TypeFlags.TypeParameter) return way.say(type.isThisType ? 'this' : 'generic', where, '');
    if (type.isUnionOrIntersection()) {
      const on = type.isIntersection() && type.types.some((each) => each.flags & (TypeFlags.StringLike | TypeFlags.NumberLike));
      if (!on) for (const each of type.types) walk(each, where, way);
      return;
    }
    if (!(flags & TypeFlags.Object)) return;
    object(type, where, { ...way, depth: way.depth + 1 });
  }

  function object(type, where, way) {
    if (checker.isArrayType(type) || checker.isTupleType(type)) {
      for (const each of checker.getTypeArguments(type)) walk(each, where, way);
      return;
    }
    const name = nameOf(type);
    const kind = kindOf(type);
    if (kind) return way.say(kind, where, name);
    if (isLibrary(type)) {
      if (!DATA.has(name)) {
        if (type.getProperties().some((each) => each.flags & SymbolFlags.Method)) return way.say('library', where, name);
      } else {
        if (CONTAINERS.test(name)) for (const each of argumentsOf(type)) walk(each, where, way);
        return;
      }
    }
    if (checker.getSignaturesOfType(type, ts.SignatureKind.Call).length
      || checker.getSignaturesOfType(type, ts.SignatureKind.Construct).length) return way.say('function', where, '');
    if (isError(type)) return;
    if (type.symbol && type.symbol.flags & SymbolFlags.Class) return instance(type, where, way);
    properties(type, where, way, false);
  }

  /** Errors travel as what they are, HttpExceptions too. */
  function isError(type, depth = 0) {
    if (isLibrary(type) && /^(?:\w*Error)$/.test(nameOf(type))) return true;
    if (depth > 8 || !type.isClassOrInterface()) return false;
    return (checker.getBaseTypes(type) || []).some((each) => isError(each, depth + 1));
  }

  function argumentsOf(type) {
    return type.objectFlags & ObjectFlags.Reference ? checker.getTypeArguments(type) : [];
  }

  /** The kind of a name that is known not to travel, up the chain of classes. */
  function kindOf(type, depth = 0) {
    const own = isPackage(type) || isLibrary(type);
    const [row] = own ? KINDS.filter(([, names]) => names.test(nameOf(type))) : [];
    if (row) return row[0];
    if (own && isUpload(type)) return 'upload';
    if (depth > 8 || !type.isClassOrInterface || !type.isClassOrInterface()) {
      const target = type.target;
      return target && target !== type && depth < 8 ? kindOf(target, depth + 1) : undefined;
    }
    for (const base of checker.getBaseTypes(type) || []) {
      const found = kindOf(base, depth + 1);
      if (found) return found;
    }
    return undefined;
  }

  /** `Express.Multer.File`: its `stream`, or its path on this machine. */
  function isUpload({ symbol }) {
    return symbol !== undefined && symbol.name === 'File' && symbol.parent !== undefined && symbol.parent.name === 'Multer';
  }

  function instance(type, where, way) {
    const name = nameOf(type);
    const declaration = type.symbol.valueDeclaration;
    if (declaration && origins.decorators(declaration).some((each) => PROVIDERS.test(each))) return way.say('provider', where, name);
    const members = checker.getPropertiesOfType(type);
    const methods = members.filter((each) => each.flags & SymbolFlags.Method);
    const accessors = members.filter((each) => each.flags & SymbolFlags.Accessor);
    if (isPackage(type)) {
      if (methods.length || accessors.length) return way.say('library', where, name);
    } else if (declaration && declaration.name) {
      const own = (each) => !(each.declarations || []).some((one) => origins.isPackage(one.getSourceFile()));
      const origin = origins.placed(type.symbol);
      way.instances.push({
        name: declaration.name.text,
        file: origin.file,
        imported: origin.imported,
        methods: methods.map((each) => each.name).sort(),
        accessors: accessors.map((each) => each.name).sort(),
        inherited: [...methods, ...accessors].some((each) => !own(each)),
      });
    }
    properties(type, where, way, true);
  }

  function properties(type, where, way, isClass) {
    for (const property of checker.getPropertiesOfType(type)) {
      if (isClass && property.flags & (SymbolFlags.Method | SymbolFlags.Accessor)) continue;
      if (property.name.startsWith('__@')) continue;
      if (property.name.startsWith('#')) {
        way.say('private', where, nameOf(type));
        continue;
      }
      if ((property.declarations || []).some(ofPrototype) || ofLibrary(property)) continue;
      const inside = `${where}.${property.name}`;
      const found = checker.getTypeOfSymbolAtLocation(property, way.at);
      if (property.flags & SymbolFlags.Method) way.say('function', inside, '');
      else if (isQueryPartial(type)) for (const each of found.isUnion() ? found.types : [found]) isCall(each) || walk(each, inside, way);
      else walk(found, inside, way);
    }
    for (const kind of [ts.IndexKind.String, ts.IndexKind.Number]) {
      const info = checker.getIndexInfoOfType(type, kind);
      if (info) walk(info.type, `${where}[]`, way);
    }
  }

  /** `DeepPartial<Date>` names the methods of Date, yet it is a Date that travels. */
  function ofLibrary({ declarations }) {
    return Boolean(declarations && declarations.length) && declarations.every((each) =>
      ts.isInterfaceDeclaration(each.parent) && DATA.has(each.parent.name.text)
      && program.isSourceFileDefaultLibrary(each.getSourceFile()));
  }

  /** TypeORM takes SQL from a function in the place of any value; who passes one is told when it is encoded. */
  function isQueryPartial({ aliasSymbol }) {
    return aliasSymbol !== undefined && /^_?QueryDeepPartialEntity$/.test(aliasSymbol.name);
  }

  function isCall(type) {
    return checker.getSignaturesOfType(type, ts.SignatureKind.Call).length > 0;
  }

  /** `Partial<User>` names the methods of User, yet what travels is its data. */
  function ofPrototype(declaration) {
    return ts.isClassLike(declaration.parent) && (ts.isMethodDeclaration(declaration) || ts.isAccessor(declaration));
  }

  return { signature, walk, kindOf, brief };
}

module.exports = { createHazards };
