'use strict';
// Where a symbol comes from, as something that another file could import.

const path = require('path');

function createOrigins(world) {
  const { ts, program, checker } = world;
  const exportsOf = new Map();
  const besides = new Set(); // files of providers for what else they hold another file stands in

  function exportsOfModule(module) {
    if (!exportsOf.has(module)) {
      const rows = new Map();
      for (const each of checker.getExportsOfModule(module)) rows.set(target(each), each.name);
      const whole = module.exports && module.exports.get('export=');
      if (whole) rows.set(target(whole), '=');
      exportsOf.set(module, rows);
    }
    return exportsOf.get(module);
  }

  function target(symbol) {
    return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  }

  /**
   * - own: declared at the top level of `source`
   * - global: known everywhere; `file` names the monolith's file that declares it, if it is one
   * - file, package: importable as `imported` from it
   * - hidden: declared in a file that does not export it
   * - parameter: a type parameter
   */
  function of(symbol, source) {
    if (!symbol || symbol.flags & ts.SymbolFlags.TypeParameter) return { kind: 'parameter' };
    symbol = target(symbol);
    const declaration = (symbol.declarations || [])[0];
    if (!declaration) return { kind: 'global', file: '' };
    const file = declaration.getSourceFile();
    if (file === source && topLevel(declaration)) return standsBeside(symbol, declaration, file) || { kind: 'own' };
    const global = inGlobal(declaration);
    const ambient = !global && ambientModule(declaration);
    if (ambient) return packaged(ambient, exportedName(symbol, ambient.symbol) || symbol.name);
    if (global || !ts.isExternalModule(file)) {
      return { kind: 'global', file: program.isSourceFileDefaultLibrary(file) || isPackage(file) ? '' : below(file.fileName) };
    }
    const module = checker.getSymbolAtLocation(file);
    const imported = exportedName(symbol, module);
    if (isPackage(file)) return packageOf(symbol, imported, file, source);
    if (!imported) return { kind: 'hidden', file: below(file.fileName), imported: symbol.name };
    return { kind: 'file', file: below(file.fileName), imported };
  }

  /** An entity of the provider's own file that another file stands in for: it is imported from there. */
  function standsBeside(symbol, declaration, file) {
    if (!besides.has(file.fileName) || !ts.isClassDeclaration(declaration)) return undefined;
    if (!decorators(declaration).some((each) => /^(?:Child)?Entity$/.test(each))) return undefined;
    const imported = exportedName(symbol, checker.getSymbolAtLocation(file));
    return imported && { kind: 'file', file: below(file.fileName), imported };
  }

  /** The names of a declaration's decorators, called or not; '' for one that is no plain name. */
  function decorators(declaration) {
    const found = (ts.canHaveDecorators && ts.canHaveDecorators(declaration) && ts.getDecorators(declaration))
      || declaration.decorators || [];
    return found.map((each) => {
      const call = ts.isCallExpression(each.expression) ? each.expression.expression : each.expression;
      return ts.isIdentifier(call) ? call.text : '';
    });
  }

  /** The file of the monolith that declares a symbol, and the name by which it can be imported from there, if any. */
  function placed(symbol) {
    const file = symbol.declarations[0].getSourceFile();
    return { file: below(file.fileName), imported: exportedName(symbol, checker.getSymbolAtLocation(file)) || '' };
  }

  function exportedName(symbol, module) {
    return module && exportsOfModule(module).get(symbol);
  }

  function isPackage(file) {
    return file.fileName.includes('/node_modules/');
  }

  function below(name) {
    return path.relative(world.root, name).split(path.sep).join('/');
  }

  function topLevel(node) {
    return enclosing(node, (each) => each.parent && ts.isSourceFile(each.parent)) !== undefined && !inFunction(node);
  }

  function inFunction(node) {
    return enclosing(node.parent, (each) => ts.isFunctionLike(each) || ts.isClassLike(each)) !== undefined;
  }

  function enclosing(node, test) {
    while (node && !test(node)) node = node.parent;
    return node;
  }

  function ambientModule(node) {
    const found = enclosing(node, (each) => ts.isModuleDeclaration(each) && ts.isStringLiteral(each.name));
    return found && { name: found.name.text, symbol: found.symbol };
  }

  function inGlobal(node) {
    return enclosing(node, (each) => ts.isModuleDeclaration(each) && each.name.text === 'global'
      && Boolean(each.flags & ts.NodeFlags.GlobalAugmentation)) !== undefined;
  }

  function packaged({ name }, imported) {
    return { kind: 'package', specifier: name, imported };
  }

  /** Prefer the specifier that the file itself uses, then the package's front door, then its file. */
  function packageOf(symbol, imported, file, source) {
    for (const statement of source.statements) {
      if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
      const specifier = statement.moduleSpecifier.text;
      const module = checker.getSymbolAtLocation(statement.moduleSpecifier);
      const name = module && !specifier.startsWith('.') && exportedName(symbol, module);
      if (name) return { kind: 'package', specifier, imported: name };
    }
    const inside = file.fileName.slice(file.fileName.lastIndexOf('/node_modules/') + '/node_modules/'.length);
    const parts = inside.split('/');
    const name = unmangled(parts.slice(0, inside.startsWith('@') ? 2 : 1).join('/'));
    const front = world.resolve(name, source.fileName);
    const door = front && program.getSourceFile(front);
    const found = door && exportedName(symbol, checker.getSymbolAtLocation(door));
    if (found) return { kind: 'package', specifier: name, imported: found };
    const rest = parts.slice(inside.startsWith('@') ? 2 : 1).join('/').replace(/\.d\.[cm]?ts$/, '');
    const deep = `${name}/${rest}`;
    if (imported && world.resolve(deep, source.fileName) === file.fileName) {
      return { kind: 'package', specifier: deep, imported };
    }
    const shown = imported ? undefined : publicAlias(symbol, file);
    if (shown) return packageOf(shown, exportedName(shown, checker.getSymbolAtLocation(file)), file, source);
    return { kind: 'hidden', package: name, imported: symbol.name };
  }

  /** TypeORM keeps `_QueryDeepPartialEntity` to itself and exports `QueryDeepPartialEntity`, which stands for it. */
  function publicAlias(symbol, file) {
    if (!symbol.name.startsWith('_')) return undefined;
    const module = checker.getSymbolAtLocation(file);
    return module && checker.getExportsOfModule(module).find((each) => each.name === symbol.name.slice(1));
  }

  function unmangled(name) {
    if (!name.startsWith('@types/')) return name;
    const bare = name.slice('@types/'.length);
    return bare.includes('__') ? `@${bare.replace('__', '/')}` : bare;
  }

  function declaredName(symbol) {
    const named = (target(symbol).declarations || []).find((each) => each.name && ts.isIdentifier(each.name));
    return named ? named.name.text : 'Imported';
  }

  return { of, besides, decorators, target, placed, declaredName, below, isPackage, topLevel };
}

module.exports = { createOrigins };
