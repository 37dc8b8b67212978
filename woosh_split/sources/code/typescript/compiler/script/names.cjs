'use strict';
// One local name for everything that a generated file imports.

function createNames(world, source, slices, classNames, refusals) {
  const { ts, origins } = world;
  const imports = new Map();
  const pinned = slices.imports();
  const used = new Set([...classNames, ...slices.names(), ...slices.globals(), 'Promise', 'Array', 'Map', 'Set', 'Date']);
  const key = (origin) => `${origin.kind}|${origin.file || origin.specifier}|${origin.imported}`;

  for (const each of pinned) {
    imports.set(key(each), each);
    used.add(each.local);
  }

  function refuse(kind, { name, method, at }, detail = '') {
    refusals.push({ kind, class: name, method, ...at, place: '', detail });
  }

  function of(symbol, user) {
    const origin = origins.of(symbol, source);
    if (origin.kind === 'own') return slices.nameOf(symbol);
    if (origin.kind === 'hidden' && origin.package) refuse('hidden-package', user, `${origin.imported} of ${origin.package}`);
    else if (origin.kind === 'hidden') refuse('hidden', user, `${origin.imported} in ${origin.file}`);
    if (origin.kind === 'global' && origin.file) imports.set(key(origin), { ...origin, local: symbol.name, typeOnly: true });
    if (origin.kind !== 'file' && origin.kind !== 'package') return undefined;
    const known = imports.get(key(origin));
    if (known) return known.local;
    const wanted = origin.imported === 'default' || origin.imported === '=' ? origins.declaredName(symbol) : origin.imported;
    let local = wanted;
    for (let count = 2; used.has(local) || isGlobal(local); count += 1) local = `${wanted}${count}`;
    used.add(local);
    imports.set(key(origin), { ...origin, local, typeOnly: true });
    return local;
  }

  function isGlobal(name) {
    return /^(?:Buffer|Error|Record|Partial|Required|Readonly|Pick|Omit|Exclude|Extract|NonNullable|Injectable|RemoteCaller|Object|String|Number|Boolean|Function|Symbol|RegExp|Express|NodeJS)$/.test(name);
  }

  /** The compiler leaves out what repeats itself without a name: then the text is not the type. */
  function whole(user, text) {
    if (/\/\*\s*elided\s*\*\/|(?<![\w.'"])\.\.\.(?=\s*[;,|&>})\]]|$)|\.\.\. \d+ more/m.test(text)) refuse('endless', user);
  }

  return {
    of,
    whole,
    refuse,
    taken: () => [...used].sort(),
    imports: () => [...new Set([...imports.values(), ...pinned])].sort((a, b) => {
      const left = `${a.file || a.specifier}|${a.imported}|${a.local}`;
      const right = `${b.file || b.specifier}|${b.imported}|${b.local}`;
      return left < right ? -1 : left > right ? 1 : 0;
    }),
  };
}

module.exports = { createNames };
