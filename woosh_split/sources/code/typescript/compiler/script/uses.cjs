'use strict';
// Which members of foreign classes some files use, which names of their files, and what they pass.

const path = require('path');
const { createOrigins } = require('./origins.cjs');
const { createHazards } = require('./hazards.cjs');

function uses(ts, programs, { root, tsconfig, callers, targets }) {
  const { program } = programs.onDisk(root, tsconfig, [...callers, ...Object.keys(targets)]);
  const world = { ts, program, checker: program.getTypeChecker(), root: programs.slash(path.resolve(root)) };
  world.origins = createOrigins(world);
  world.hazards = createHazards(world);
  const found = { members: new Map(), names: new Map(), findings: new Map() };
  const wanted = targetSymbols(world, targets);
  for (const caller of callers) {
    const source = program.getSourceFile(`${world.root}/${caller}`);
    if (source) scan(world, source, caller, wanted, found);
  }
  const sorted = (rows) => [...rows.keys()].sort().map((key) => rows.get(key));
  return { members: sorted(found.members), names: sorted(found.names), findings: sorted(found.findings) };
}

function targetSymbols({ ts, program, checker, root }, targets) {
  const classes = new Map();
  const files = new Map();
  for (const [file, names] of Object.entries(targets)) {
    const source = program.getSourceFile(`${root}/${file}`);
    if (!source) continue;
    files.set(source, file);
    for (const statement of source.statements) {
      if (!ts.isClassDeclaration(statement) || !statement.name || !names.includes(statement.name.text)) continue;
      classes.set(checker.getSymbolAtLocation(statement.name), { file, name: statement.name.text });
    }
  }
  return { classes, files };
}

function scan(world, source, caller, { classes, files }, found) {
  const { ts, checker, hazards, origins } = world;
  const lineOf = (node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;

  /** `open` are the parameters whose argument says no more than the declaration; a member that is not called has all. */
  function member(owner, name, node, open = ['all']) {
    const row = { file: owner.file, class: owner.name, member: name, caller, line: lineOf(node), open };
    const key = [row.file, row.class, row.member, row.caller, String(row.line).padStart(7, '0')].join('|');
    const known = found.members.get(key);
    if (known) known.open = [...new Set([...known.open, ...open])].sort();
    else found.members.set(key, row);
  }

  function finding(kind, owner, method, node, place, detail) {
    const row = { kind, class: owner.name, method, file: caller, line: lineOf(node), place, detail };
    const key = [row.file, String(row.line).padStart(7, '0'), row.class, row.method, row.place.split('.')[0], row.kind].join('|');
    if (!found.findings.has(key)) found.findings.set(key, row);
  }

  function instances(type, depth = 0) {
    if (!type || depth > 4) return [];
    if (type.isUnionOrIntersection()) return type.types.flatMap((each) => instances(each, depth + 1));
    if (type.flags & ts.TypeFlags.TypeParameter) return instances(checker.getBaseConstraintOfType(type), depth + 1);
    const owner = type.symbol && classes.get(type.symbol);
    return owner && type.symbol.flags & ts.SymbolFlags.Class && !isConstructor(type) ? [owner] : [];
  }

  function isConstructor(type) {
    return checker.getSignaturesOfType(type, ts.SignatureKind.Construct).length > 0;
  }

  function classNamed(node) {
    const symbol = checker.getSymbolAtLocation(node);
    return symbol && classes.get(origins.target(symbol));
  }

  function access(node, receiver, name) {
    const named = classNamed(receiver);
    if (named && isConstructor(checker.getTypeAtLocation(receiver))) {
      if (name !== 'name') finding('static', named, name || '', node, '', '');
      return;
    }
    for (const owner of instances(checker.getTypeAtLocation(receiver))) {
      if (inside(node, owner)) continue;
      if (name === undefined) finding('dynamic-member', owner, '', node, '', '');
      else {
        const called = ts.isCallExpression(node.parent) && node.parent.expression === node;
        member(owner, name, node, called ? passed(owner, name, node.parent) : ['all']);
      }
    }
  }

  /** A class's own file may be among the callers, for its other classes. */
  function inside(node, owner) {
    for (let each = node.parent; each; each = each.parent) {
      if (ts.isClassDeclaration(each) && each.name && classes.get(checker.getSymbolAtLocation(each.name)) === owner) return true;
    }
    return false;
  }

  /** What callers pass may be more than the parameter says (`any`, a wider type), and it may be less. */
  function passed(owner, method, call) {
    const signature = checker.getResolvedSignature(call);
    const parameters = signature ? signature.getParameters() : [];
    const open = [];
    call.arguments.forEach((argument, index) => {
      if (ts.isSpreadElement(argument)) open.push('all');
      const type = checker.getTypeAtLocation(ts.isSpreadElement(argument) ? argument.expression : argument);
      const position = Math.min(index, parameters.length - 1);
      const declared = parameters[position] && checker.getTypeOfSymbolAtLocation(parameters[position], call);
      if (!declared || type === declared || type.flags & ts.TypeFlags.Any) {
        open.push(String(position));
        return;
      }
      const text = argument.getText(source);
      const place = /^[\w.]{1,40}$/.test(text) ? text : `argument ${index + 1}`;
      const way = { at: call, instances: [], seen: new Set(), depth: 0, argument: true,
        say: (kind, where, detail) => finding(kind, owner, method, call, where, detail) };
      hazards.walk(type, place, way);
    });
    return [...new Set(open)].sort();
  }

  /** An instance that goes where another type is wanted is used by that type's members. */
  function handedOn(node) {
    const { parent } = node;
    if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent) || ts.isExpressionWithTypeArguments(parent)) return;
    const wanted = checker.getContextualType(node);
    if (!wanted || wanted.flags & ts.TypeFlags.Any) return;
    const named = ts.isIdentifier(node) && classNamed(node);
    if (named) {
      for (const each of constructed(wanted)) for (const one of checker.getPropertiesOfType(each)) member(named, one.name, node);
      return;
    }
    for (const owner of instances(checker.getTypeAtLocation(node))) {
      if (inside(node, owner) || instances(wanted).length) continue;
      for (const each of checker.getPropertiesOfType(wanted)) member(owner, each.name, node);
    }
  }

  /** What a type that wants a class (`useClass: Type<Factory>`) wants of its instances. */
  function constructed(wanted) {
    const parts = wanted.isUnion() ? wanted.types : [wanted];
    return parts
      .flatMap((each) => checker.getSignaturesOfType(each, ts.SignatureKind.Construct))
      .map((each) => checker.getReturnTypeOfSignature(each))
      .filter((each) => !(each.flags & ts.TypeFlags.Any) && !instances(each).length);
  }

  function destructured(pattern, type) {
    for (const owner of instances(type)) {
      for (const each of pattern.elements) {
        const name = each.propertyName || each.name;
        if (each.dotDotDotToken || !ts.isIdentifier(name)) finding('dynamic-member', owner, '', each, '', '');
        else member(owner, name.text, each);
      }
    }
  }

  function importedName(node) {
    if (!ts.isIdentifier(node)) return;
    const symbol = checker.getSymbolAtLocation(node);
    if (!symbol || !(symbol.flags & ts.SymbolFlags.Alias)) return;
    const target = checker.getAliasedSymbol(symbol);
    const declaration = (target.declarations || [])[0];
    const file = declaration && files.get(declaration.getSourceFile());
    if (!file || ts.isSourceFile(declaration) || classes.has(target)) return;
    name(file, target, node);
  }

  function name(file, target, node) {
    const { imported } = origins.placed(target);
    const key = `${file}|${imported || target.name}`;
    if (!found.names.has(key)) found.names.set(key, { file, name: imported || target.name, caller, line: lineOf(node) });
  }

  /** What is imported from a class's file by its path must be there, also what the file has from elsewhere. */
  function fromFile(declaration) {
    const { moduleSpecifier } = declaration;
    const module = moduleSpecifier && checker.getSymbolAtLocation(moduleSpecifier);
    const file = module && module.declarations && files.get(module.declarations[0]);
    const clause = declaration.importClause || declaration.exportClause;
    const bindings = clause && (clause.namedBindings || clause);
    if (!file || !bindings || !bindings.elements) return;
    for (const each of bindings.elements) {
      const target = origins.target(checker.getSymbolAtLocation(each.name) || {});
      const imported = (each.propertyName || each.name).text;
      if (classes.has(target) || imported === 'default') continue;
      const key = `${file}|${imported}`;
      if (!found.names.has(key)) found.names.set(key, { file, name: imported, caller, line: lineOf(each) });
    }
  }

  /** `import * as all from './users.service'`, then `all.X`. */
  function throughNamespace(left, right) {
    const symbol = checker.getSymbolAtLocation(left);
    if (!symbol || !(symbol.flags & ts.SymbolFlags.Alias)) return;
    const [declaration] = checker.getAliasedSymbol(symbol).declarations || [];
    if (!declaration || !ts.isSourceFile(declaration)) return;
    const member = checker.getSymbolAtLocation(right);
    const target = member && origins.target(member);
    const file = target && target.declarations && files.get(target.declarations[0].getSourceFile());
    if (file && !classes.has(target)) name(file, target, right);
  }

  function visit(node) {
    if (ts.isPropertyAccessExpression(node)) {
      access(node, node.expression, node.name.text);
      throughNamespace(node.expression, node.name);
    } else if (ts.isElementAccessExpression(node)) {
      const { argumentExpression: key } = node;
      access(node, node.expression, key && ts.isStringLiteralLike(key) ? key.text : undefined);
    } else if (ts.isQualifiedName(node)) throughNamespace(node.left, node.right);
    else if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer) {
      destructured(node.name, checker.getTypeAtLocation(node.initializer));
    } else if (ts.isParameter(node) && ts.isObjectBindingPattern(node.name)) destructured(node.name, checker.getTypeAtLocation(node));
    else if (ts.isNewExpression(node)) {
      const owner = classNamed(node.expression);
      if (owner) finding('constructed', owner, '', node, '', '');
    } else if (ts.isExpressionWithTypeArguments(node) && ts.isHeritageClause(node.parent)
      && node.parent.token === ts.SyntaxKind.ExtendsKeyword && ts.isClassLike(node.parent.parent)) {
      const owner = classNamed(node.expression);
      if (owner) finding('extended', owner, '', node, '', '');
    }
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) fromFile(node);
    if (ts.isIdentifier(node)) importedName(node);
    if (ts.isPropertyAccessExpression(node) || ts.isIdentifier(node)) handedOn(node);
    ts.forEachChild(node, visit);
  }
  visit(source);
}

module.exports = { uses };
