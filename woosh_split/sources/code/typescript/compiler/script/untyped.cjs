'use strict';
// Parameters typed `any`: what the method does with them tells what they are.

const RUNNER = /^(?:em|qr|trx|tx|mgr|\w*(?:[rR]unner|[mM]anager|[tT]ransaction|[tT]rx))$/;
const RUNNER_USE = new Set(['startTransaction', 'commitTransaction', 'rollbackTransaction', 'getRepository', 'createQueryBuilder',
  'queryRunner', 'manager', 'isTransactionActive']);
const REQUEST = /^(?:req|request|res|response|reply)$/;
const STREAM_USE = new Set(['pipe', 'createReadStream', 'on', 'once', 'pipeline']);
const REQUEST_USE = new Set(['headers', 'socket', 'get', 'header', 'setHeader', 'status', 'send', 'ip', 'session', 'user', 'cookies', 'json']);

/** Report what an implementation's untyped parameters are by name, by use, or by where they are handed on. */
function untypedUses(world, declaration, sayOf, hazards) {
  const { ts, checker } = world;
  const implementation = bodyOf(ts, declaration);
  if (!implementation) return;
  const parameters = implementation.parameters.filter((each) => !(ts.isIdentifier(each.name) && each.name.text === 'this'));
  for (const [index, parameter] of parameters.entries()) {
    const say = (kind, where, detail) => sayOf(kind, where, detail, index);
    if (!ts.isIdentifier(parameter.name)) continue;
    if (!(checker.getTypeAtLocation(parameter).flags & ts.TypeFlags.Any)) continue;
    const name = parameter.name.text;
    const symbol = checker.getSymbolAtLocation(parameter.name);
    const uses = { properties: new Set(), called: false, handed: [] };
    const visit = (node) => {
      if (ts.isIdentifier(node) && node !== parameter.name && node.text === name && checker.getSymbolAtLocation(node) === symbol) use(ts, node, uses);
      ts.forEachChild(node, visit);
    };
    visit(implementation.body);
    const has = (names) => [...uses.properties].some((each) => names.has(each));
    if (RUNNER.test(name) || has(RUNNER_USE)) say('untyped-runner', name, [...uses.properties].sort().slice(0, 3).join(', '));
    else if (REQUEST.test(name) && (!uses.properties.size || has(REQUEST_USE))) say('untyped-request', name, '');
    else if (uses.called) say('untyped-function', name, '');
    else if (uses.properties.has('pipe') || (uses.properties.has('on') && has(STREAM_USE))) say('untyped-stream', name, '');
    else handedOn(world, uses.handed, name, say, hazards);
  }
}

function bodyOf(ts, declaration) {
  if (ts.isPropertyDeclaration(declaration)) {
    const { initializer } = declaration;
    return initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)) ? initializer : undefined;
  }
  if (declaration.body) return declaration;
  const symbol = declaration.symbol;
  return symbol && (symbol.declarations || []).find((each) => each.body && each.parameters);
}

function use(ts, node, uses) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) uses.properties.add(parent.name.text);
  else if (ts.isCallExpression(parent) && parent.expression === node) uses.called = true;
  else if (ts.isCallExpression(parent)) uses.handed.push([parent, parent.arguments.indexOf(node)]);
}

function handedOn({ ts, checker }, handed, name, say, hazards) {
  for (const [call, index] of handed) {
    const signature = checker.getResolvedSignature(call);
    const parameter = signature && signature.getParameters()[index];
    if (!parameter) continue;
    const kind = hazards.kindOf(checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, call)));
    if (kind) {
      say(kind === 'transaction' ? 'untyped-runner' : `untyped-${kind}`, name, '');
      return;
    }
    if (RUNNER.test(parameter.name) && ts.isPropertyAccessExpression(call.expression)) {
      say('untyped-runner', name, '');
      return;
    }
  }
}

module.exports = { untypedUses };
