'use strict';
// Declarations of the provider's own file that come along, as they stand, with everything that they need.

function createSlices(world, source, classNames, refusals) {
  const { ts, checker, origins } = world;
  const wanted = new Map(); // statement -> names
  const imports = new Map();
  const globals = new Set();
  const queue = [];
  const byName = new Map();
  for (const statement of source.statements) for (const name of namesOf(statement)) {
    byName.set(name, [...(byName.get(name) || []), statement]);
  }

  function namesOf(statement) {
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.flatMap((each) => bindings(each.name));
    }
    if (statement.name && ts.isIdentifier(statement.name)) return [statement.name.text];
    const isDefault = (statement.modifiers || []).some((each) => each.kind === ts.SyntaxKind.DefaultKeyword);
    return isDefault ? ['default'] : [];
  }

  function bindings(name) {
    return ts.isIdentifier(name) ? [name.text] : name.elements.flatMap((each) => (each.name ? bindings(each.name) : []));
  }

  function statementOf(symbol) {
    let node = (symbol.declarations || []).find((each) => each.getSourceFile() === source);
    while (node && node.parent !== source) node = node.parent;
    return node;
  }

  function refuse(kind, statement, name) {
    const line = source.getLineAndCharacterOfPosition(statement.getStart(source)).line + 1;
    refusals.push({ kind, class: '', method: '', file: origins.below(source.fileName), line, place: name, detail: '' });
  }

  function take(statement) {
    if (!statement || wanted.has(statement)) return;
    const [name] = namesOf(statement);
    if (ts.isClassDeclaration(statement)) {
      if (classNames.has(name)) return;
      const role = origins.decorators(statement).find((each) => /^(?:Injectable|Controller|Module|Entity|Catch|WebSocketGateway|Resolver|Processor|EventSubscriber)$/.test(each));
      const beside = statement.name && origins.of(checker.getSymbolAtLocation(statement.name), source);
      if (beside && beside.kind === 'file') return imports.set(name, { ...beside, local: name, typeOnly: true });
      if (role) return refuse(role === 'Entity' ? 'copies-entity' : 'copies-provider', statement, name);
    }
    if (ts.isVariableStatement(statement) && !(statement.declarationList.flags & ts.NodeFlags.Const)) {
      return refuse('copies-state', statement, name);
    }
    wanted.set(statement, namesOf(statement));
    queue.push(statement);
  }

  function needLocal(name) {
    for (const statement of byName.get(name) || []) take(statement);
  }

  function need(symbol) {
    const statement = statementOf(origins.target(symbol));
    if (statement) for (const name of namesOf(statement)) needLocal(name);
  }

  function close() {
    while (queue.length) scan(queue.shift());
  }

  function scan(statement) {
    const visit = (node) => {
      if (ts.isIdentifier(node)) refer(node);
      ts.forEachChild(node, visit);
    };
    visit(statement);
  }

  function refer(node) {
    const { parent } = node;
    if (ts.isPropertyAccessExpression(parent) && parent.name === node) return;
    if (ts.isQualifiedName(parent) && parent.right === node) return;
    if (ts.isImportTypeNode(parent)) return;
    let symbol = checker.getSymbolAtLocation(node);
    if (ts.isShorthandPropertyAssignment(parent)) symbol = checker.getShorthandAssignmentValueSymbol(parent);
    if (!symbol || !symbol.declarations || !symbol.declarations.length) return;
    const imported = symbol.declarations.find((each) => each.getSourceFile() === source && importOf(each));
    if (imported) return keepImport(node.text, imported, asType(node));
    if (symbol.declarations.every((each) => each.getSourceFile() !== source)) {
      globals.add(node.text);
      return;
    }
    if (!symbol.declarations.some((each) => origins.topLevel(each))) return;
    const target = statementOf(symbol);
    if (!target) return;
    if (ts.isClassDeclaration(target) && target.name && classNames.has(target.name.text)) {
      let top = node;
      while (top.parent !== source) top = top.parent;
      refuse('names-provider', top, namesOf(top)[0] || '');
      return;
    }
    for (const name of namesOf(target)) needLocal(name);
  }

  function importOf(node) {
    return ts.isImportSpecifier(node) || ts.isImportClause(node) || ts.isNamespaceImport(node)
      || ts.isImportEqualsDeclaration(node);
  }

  /** A name that only types need. What a decorated class names may be needed when it runs: by its metadata. */
  function asType(node) {
    let type = false;
    for (let each = node.parent; each && each !== source; each = each.parent) {
      if (ts.isTypeNode(each) && !isSuperclass(each)) type = true;
      if (ts.isClassLike(each) && hasDecorators(each)) return false;
    }
    return type;
  }

  function isSuperclass(node) {
    return ts.isExpressionWithTypeArguments(node) && ts.isHeritageClause(node.parent)
      && node.parent.token === ts.SyntaxKind.ExtendsKeyword && ts.isClassLike(node.parent.parent);
  }

  function hasDecorators(node) {
    let found = false;
    const visit = (each) => {
      if (ts.isDecorator(each)) found = true;
      else if (!found) ts.forEachChild(each, visit);
    };
    visit(node);
    return found;
  }

  function keepImport(local, node, onlyType) {
    let clause = node;
    while (clause && !ts.isImportDeclaration(clause) && !ts.isImportEqualsDeclaration(clause)) clause = clause.parent;
    const literal = ts.isImportDeclaration(clause)
      ? clause.moduleSpecifier
      : ts.isExternalModuleReference(clause.moduleReference) && clause.moduleReference.expression;
    if (!literal) return refuse('copies-alias', clause, local);
    const imported = ts.isNamespaceImport(node) ? '*'
      : ts.isImportClause(node) ? 'default'
      : ts.isImportEqualsDeclaration(node) ? '='
      : (node.propertyName || node.name).text;
    const written = Boolean(node.isTypeOnly || (clause.importClause && clause.importClause.isTypeOnly));
    const known = imports.get(local);
    const typeOnly = written || (onlyType && (!known || known.typeOnly));
    const file = world.resolve(literal.text, source.fileName);
    const isFile = file && !file.includes('/node_modules/');
    const origin = origins.of(checker.getSymbolAtLocation(node.name), source);
    if (isFile && origin.kind === 'file' && imported !== '*' && imported !== '=') {
      imports.set(local, { ...origin, local, typeOnly });
      return;
    }
    imports.set(local, isFile
      ? { kind: 'file', file: origins.below(file), imported, local, typeOnly }
      : { kind: 'package', specifier: literal.text, imported, local, typeOnly });
  }

  /** Each declaration as parts: its text, cut where an inline `import('..')` names a file that may move. */
  function written() {
    return [...wanted.keys()].sort((a, b) => a.pos - b.pos).map((statement) => {
      const parts = [];
      let from = statement.getStart(source, true);
      const inlineImport = (literal) => {
        const file = world.resolve(literal.text, source.fileName);
        if (!file || file.includes('/node_modules/')) return;
        parts.push(source.text.slice(from, literal.getStart(source)), { file: origins.below(file) });
        from = literal.end;
      };
      const visit = (node) => {
        if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) inlineImport(node.argument.literal);
        else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
          if (node.arguments.length && ts.isStringLiteralLike(node.arguments[0])) inlineImport(node.arguments[0]);
        }
        ts.forEachChild(node, visit);
      };
      visit(statement);
      parts.push(source.text.slice(from, statement.end));
      return { names: wanted.get(statement), parts };
    });
  }

  return {
    need,
    needLocal,
    close,
    written,
    names: () => [...wanted.values()].flat(),
    globals: () => [...globals],
    imports: () => [...imports.values()],
    nameOf: (symbol) => origins.declaredName(symbol),
    holds: (name, classes) => name in classes || [...wanted.values()].some((each) => each.includes(name)),
  };
}

module.exports = { createSlices };
