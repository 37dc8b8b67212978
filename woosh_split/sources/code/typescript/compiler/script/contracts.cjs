'use strict';
// What a remote client of a class must look like: signatures by the checker, imported names, declarations to copy.

const path = require('path');
const { createOrigins } = require('./origins.cjs');
const { createNames } = require('./names.cjs');
const { createHazards } = require('./hazards.cjs');
const { createSlices } = require('./slices.cjs');
const { untypedUses } = require('./untyped.cjs');

function contracts(ts, programs, { root, tsconfig, files }) {
  const { program, host, config } = programs.onDisk(root, tsconfig, files.map((each) => each.file));
  const world = {
    ts,
    program,
    checker: program.getTypeChecker(),
    printer: ts.createPrinter({ newLine: ts.NewLineKind.LineFeed }),
    root: programs.slash(path.resolve(root)),
    resolve: (specifier, from) => {
      const found = ts.resolveModuleName(specifier, from, config.options, host).resolvedModule;
      return found && found.resolvedFileName;
    },
  };
  world.origins = createOrigins(world);
  world.hazards = createHazards(world);
  for (const each of files) if (each.beside) world.origins.besides.add(`${world.root}/${each.file}`);
  return files.map((each) => contractOf(world, each));
}

function contractOf(world, { file, classes, names, heard }) {
  const source = world.program.getSourceFile(`${world.root}/${file}`);
  const refusals = [];
  if (!source) {
    return { file, classes: [], declarations: [], imports: [], taken: [], instances: [], exports: [], passedOn: [], refusals: [
      { kind: 'no-file', class: '', method: '', file, line: 0, place: '', detail: '' }] };
  }
  const exported = exportNames(world, source);
  const slices = createSlices(world, source, new Set(Object.keys(classes)), refusals);
  const drafts = Object.keys(classes).sort().map((name) => draftOf(world, source, name, classes[name], heard[name] || [], refusals));
  const instances = new Map();
  for (const draft of drafts) {
    for (const each of draft.instances) instances.set(`${each.file}|${each.name}`, each);
    for (const { node } of draft.signatures.filter((each) => each.node)) {
      for (const symbol of namedSymbols(world.ts, node)) {
        const origin = world.origins.of(symbol, source);
        if (origin.kind === 'own') slices.need(symbol, draft);
      }
    }
  }
  const passedOn = names.flatMap((name) => needByName(world, source, name, exported, slices, classes, refusals));
  slices.close();
  const locals = createNames(world, source, slices, Object.keys(classes), refusals);
  const written = drafts.map((draft) => write(world, source, draft, locals));
  return {
    file,
    classes: written,
    declarations: slices.written(locals),
    imports: locals.imports(),
    taken: locals.taken(),
    passedOn: passedOn.sort((a, b) => (a.exported < b.exported ? -1 : 1)),
    exports: exported.filter((each) => !each.target && !each.itself && each.local !== each.exported && slices.holds(each.local, classes)),
    instances: [...instances.keys()].sort().map((key) => instances.get(key)),
    refusals: once(refusals),
  };
}

/** One finding for each parameter and reason, the first that was met, in the order of places. */
function once(refusals) {
  const known = new Map();
  for (const each of refusals) {
    const key = [each.file, String(each.line).padStart(7, '0'), each.class, each.method, each.place.split('.')[0], each.kind].join('\0');
    if (!known.has(key)) known.set(key, each);
  }
  return [...known.keys()].sort().map((key) => known.get(key));
}

/** Every export of a file: its name here, or the symbol elsewhere, and its name outside. */
function exportNames({ ts, checker }, source) {
  const module = checker.getSymbolAtLocation(source);
  const rows = [];
  for (const symbol of module ? checker.getExportsOfModule(module) : []) {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const declared = (target.declarations || []).find((each) => each.getSourceFile() === source);
    if (!declared) {
      rows.push({ exported: symbol.name, target });
      continue;
    }
    const local = declared.name && ts.isIdentifier(declared.name) ? declared.name.text : 'default';
    const itself = symbol.name === 'default' && Boolean(ts.getCombinedModifierFlags(declared) & ts.ModifierFlags.Default);
    if (itself && local !== 'default') rows.push({ exported: 'default', local, itself });
    else rows.push({ exported: symbol.name, local });
  }
  return rows.sort((a, b) => (a.exported < b.exported ? -1 : 1));
}

function needByName(world, source, name, exported, slices, classes, refusals) {
  const row = exported.find((each) => each.exported === name);
  const refuse = (kind, detail) => {
    const { file } = place(world, source);
    refusals.push({ kind, class: '', method: '', file, line: 1, place: name, detail });
  };
  if (!row) refuse('no-export', '');
  else if (!row.target) {
    if (!Object.prototype.hasOwnProperty.call(classes, row.local)) slices.needLocal(row.local);
  } else {
    const origin = world.origins.of(row.target, source);
    const isType = !(row.target.flags & world.ts.SymbolFlags.Value);
    if (origin.kind === 'file' || origin.kind === 'package') return [{ ...origin, exported: name, typeOnly: isType }];
    refuse('no-export', '');
  }
  return [];
}

function place(world, node) {
  const source = node.getSourceFile();
  const file = source.fileName.startsWith(`${world.root}/`)
    ? source.fileName.slice(world.root.length + 1)
    : source.fileName.replace(/^.*\/node_modules\//, 'node_modules/');
  const start = source === node ? 0 : node.getStart(source);
  return { file, line: source.getLineAndCharacterOfPosition(start).line + 1 };
}

/** `heard` are methods that events reach: nobody waits for what they return. */
function draftOf(world, source, name, methods, heard, refusals) {
  const { ts, checker, hazards } = world;
  const draft = { name, modifiers: '', signatures: [], instances: [] };
  const node = source.statements.find((each) => ts.isClassDeclaration(each) && each.name && each.name.text === name);
  const refuse = (kind, method, at, where = '', detail = '', parameter = undefined) =>
    refusals.push({ kind, class: name, method, ...place(world, at), place: where, detail, parameter });
  if (!node) {
    refuse('no-class', '', source);
    return draft;
  }
  const flags = ts.getCombinedModifierFlags(node);
  const isDefault = Boolean(flags & ts.ModifierFlags.Default);
  draft.modifiers = isDefault ? 'export default ' : flags & ts.ModifierFlags.Export ? 'export ' : '';
  if (node.typeParameters && methods.length) refuse('generic-class', '', node);
  const type = checker.getDeclaredTypeOfSymbol(checker.getSymbolAtLocation(node.name));
  for (const method of [...new Set(methods)].sort()) {
    const property = checker.getPropertyOfType(type, method);
    if (!property) {
      refuse(absence(world, node, type, method), method, node);
      continue;
    }
    const own = property.declarations && property.declarations.find((each) => place(world, each).file[0] !== '/');
    const at = own && !place(world, own).file.startsWith('node_modules/') ? own : node;
    const isHeard = heard.includes(method);
    const say = (kind, where, detail, parameter) => {
      if (kind !== 'sync' || !isHeard) refuse(kind, method, at, where, detail, parameter);
    };
    const before = refusals.length;
    const final = () => refusals.slice(before).some((each) => each.parameter === undefined);
    const signatures = signaturesOf(world, node, property, method, say, draft, isHeard);
    if (own) untypedUses(world, own, say, hazards);
    if (!final()) draft.signatures.push(...signatures.map((made) => ({ ...made(), at: place(world, at) })));
  }
  return draft;
}

function absence({ ts, checker }, node, type, method) {
  const constructor = checker.getTypeOfSymbolAtLocation(checker.getSymbolAtLocation(node.name), node);
  if (checker.getPropertyOfType(constructor, method)) return 'static';
  return checker.getIndexInfoOfType(type, ts.IndexKind.String) ? 'index-signature' : 'no-member';
}

function signaturesOf(world, node, property, method, say, draft, isHeard) {
  const { ts, checker, hazards } = world;
  if (property.flags & ts.SymbolFlags.Accessor) {
    say('accessor', '', '');
    return [];
  }
  const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(property, node));
  const signatures = checker.getSignaturesOfType(type, ts.SignatureKind.Call);
  if (!signatures.length) {
    say('field', '', hazards.brief(type, node));
    return [];
  }
  const F = ts.NodeBuilderFlags;
  const flags = F.NoTruncation | F.UseFullyQualifiedType | F.UseAliasDefinedOutsideCurrentScope | F.UseStructuralFallback;
  return signatures.map((signature) => {
    if (signature.typeParameters && signature.typeParameters.length) {
      if (isHeard) return () => ({ method }); // no caller whose types it would have to fit
      say('generic', '', '');
    } else hazards.signature(signature, node, say, draft.instances);
    return () => ({
      method,
      node: checker.signatureToSignatureDeclaration(signature, ts.SyntaxKind.MethodSignature, undefined, flags),
    });
  });
}

/** The leftmost identifier of every named type below a node that the checker made, each with its symbol. */
function namedIdentifiers(ts, node) {
  const found = [];
  const leftmost = (name) => {
    while (!ts.isIdentifier(name)) name = name.left || name.expression;
    return name;
  };
  const visit = (each) => {
    if (ts.isTypeReferenceNode(each)) found.push(leftmost(each.typeName));
    else if (ts.isTypeQueryNode(each)) found.push(leftmost(each.exprName));
    else if (ts.isExpressionWithTypeArguments(each)) found.push(leftmost(each.expression));
    ts.forEachChild(each, visit);
  };
  visit(node);
  return found;
}

/** `typeof import('..')`: a whole module is no data. */
function namesModule(ts, node) {
  return ts.isImportTypeNode(node) || Boolean(ts.forEachChild(node, (each) => namesModule(ts, each) || undefined));
}

function namedSymbols(ts, node) {
  return namedIdentifiers(ts, node).map((each) => each.symbol).filter(Boolean);
}

function write(world, source, draft, locals) {
  const { ts, printer } = world;
  const methods = draft.signatures.map(({ method, node, at }) => {
    if (!node) return { name: method, parameters: [{ name: 'args', optional: false, rest: true, type: 'any[]' }], result: 'Promise<any>' };
    const user = { name: draft.name, method, at };
    const renamed = new Map();
    for (const identifier of namedIdentifiers(ts, node)) {
      const local = locals.of(identifier.symbol, user);
      if (local && local !== identifier.text) renamed.set(identifier, local);
    }
    if (namesModule(ts, node)) locals.refuse('module', user);
    const named = renamed.size ? rename(ts, node, renamed) : node;
    const print = (each) => (each ? printer.printNode(ts.EmitHint.Unspecified, each, source) : 'any');
    const parameters = named.parameters.map((each, index) => ({
      name: ts.isIdentifier(each.name) ? parameterName(each.name.text, index) : `argument${index + 1}`,
      optional: Boolean(each.questionToken),
      rest: Boolean(each.dotDotDotToken),
      type: print(trimmed(ts, each)),
    }));
    const result = print(named.type);
    locals.whole(user, [...parameters.map((each) => each.type), result].join('\n'));
    return { name: method, parameters, result };
  });
  return { name: draft.name, modifiers: draft.modifiers, methods };
}

const KEYWORDS = /^(?:this|arguments|eval|await|yield|let|static|implements|interface|package|private|protected|public)$/;

function parameterName(name, index) {
  return KEYWORDS.test(name) || !/^[A-Za-z_$][\w$]*$/.test(name) ? `argument${index + 1}` : name;
}

/** `x?: T | undefined` says no more than `x?: T`. */
function trimmed(ts, { questionToken, type }) {
  if (!questionToken || !type || !ts.isUnionTypeNode(type)) return type;
  const rest = type.types.filter((each) => each.kind !== ts.SyntaxKind.UndefinedKeyword);
  if (rest.length === type.types.length || !rest.length) return type;
  return rest.length === 1 ? rest[0] : ts.factory.createUnionTypeNode(rest);
}

function rename(ts, node, renamed) {
  const result = ts.transform(node, [(context) => (top) => {
    const visit = (each) => renamed.has(each)
      ? ts.factory.createIdentifier(renamed.get(each))
      : ts.visitEachChild(each, visit, context);
    return ts.visitNode(top, visit);
  }]);
  return result.transformed[0];
}

module.exports = { contracts };
