'use strict';
// Type-checks several trees that are compiled alike in one program: what a checker learns of packages is learnt once.
//
// Only a clean bill counts: a tree in which anything is found is asked again, alone. Trees that declare something for all of
// a program (scripts, `declare global`, `declare module`) are never put together.

const path = require('path');
const { overlay } = require('./disk.cjs');

/** The indices of the projects that are without errors; of the others nothing is known. */
function cleanTogether(ts, programs, projects) {
  const clean = new Set();
  for (const group of groups(ts, programs, projects)) {
    if (group.length > 1) for (const index of cleanOf(ts, programs, group)) clean.add(index);
  }
  return clean;
}

function groups(ts, programs, projects) {
  const found = new Map();
  projects.forEach((project, index) => {
    if (!project.files) return;
    const folder = programs.slash(path.resolve(project.root));
    let config;
    try {
      config = programs.configuration(overlay(ts, programs.disk, folder, project.files), `${folder}/${project.tsconfig}`, { noEmit: true });
    } catch (error) {
      return; // it is told when the project is asked alone
    }
    const { rootDir } = config.options;
    const within = (name) => !rootDir || name.startsWith(`${programs.slash(rootDir)}/`) || name.endsWith('.d.ts');
    if (config.errors.length || !config.fileNames.every(within)) return;
    const key = JSON.stringify(config.options, (_, value) => (typeof value === 'string' ? value.split(folder).join('') : value));
    const rows = found.get(key) || [];
    if (rows.some((each) => each.folder === folder)) return;
    rows.push({ index, folder, files: project.files, config });
    found.set(key, rows);
  });
  return [...found.values()];
}

function cleanOf(ts, programs, group) {
  const base = path.posix.dirname(group[0].folder);
  if (group.some((each) => path.posix.dirname(each.folder) !== base)) return [];
  const files = {};
  for (const { folder, files: own } of group) {
    for (const [name, text] of Object.entries(own)) files[`${folder.slice(base.length + 1)}/${name}`] = text;
  }
  const tree = overlay(ts, programs.disk, base, files);
  const options = { ...group[0].config.options };
  for (const each of ['rootDir', 'rootDirs', 'outDir', 'declarationDir', 'baseUrl', 'paths', 'pathsBasePath']) delete options[each];
  const config = { options, errors: [], fileNames: group.flatMap((each) => each.config.fileNames) };
  const resolving = resolver(ts, programs, tree, group);
  const { program } = programs.program(tree, config, resolving.host);
  const declares = group.filter(({ folder }) => ownFiles(program, folder).some((each) => reachesAll(ts, each)));
  if (declares.length) {
    const left = group.filter((each) => !declares.includes(each));
    return left.length > 1 ? cleanOf(ts, programs, left) : [];
  }
  const general = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
  if (general.length) return [];
  const checked = new Map();
  return group.filter((each) => isClean(ts, program, each, resolving, checked)).map((each) => each.index);
}

/** Modules are looked for as each project's own options say. */
function resolver(ts, programs, tree, group) {
  const caches = new Map();
  const ownerOf = (from) => group.find((each) => from.startsWith(`${each.folder}/`)) || group[0];
  const resolve = (name, from, mode) => {
    const { config, folder } = ownerOf(from);
    if (!caches.has(folder)) caches.set(folder, ts.createModuleResolutionCache(folder, (each) => each, config.options));
    const found = ts.resolveModuleName(name, from, config.options, tree, caches.get(folder), undefined, mode);
    const { resolvedModule: module } = found;
    const elsewhere = module && tree.inside(module.resolvedFileName) && !module.resolvedFileName.startsWith(`${folder}/`);
    return elsewhere ? { resolvedModule: undefined } : found;
  };
  const modeOf = (file, literal, options) =>
    (ts.getModeForUsageLocation && file ? ts.getModeForUsageLocation(file, literal, options) : undefined);
  const host = {
    resolveModuleNameLiterals: (literals, from, _, options, file) =>
      literals.map((each) => resolve(each.text, from, modeOf(file, each, options))),
    resolveModuleNames: (names, from) => names.map((each) => resolve(each, from).resolvedModule),
  };
  return { host, resolve };
}

function ownFiles(program, folder) {
  return program.getSourceFiles().filter((each) => each.fileName.startsWith(`${folder}/`));
}

/** A file that declares something for the whole program, and for what else is compiled with it. */
function reachesAll(ts, source) {
  if (source.fileName.endsWith('.json')) return false;
  return !ts.isExternalModule(source) || (source.moduleAugmentations || []).length > 0 || Boolean(source.commonJsModuleIndicator);
}

function isClean(ts, program, { folder }, resolving, checked) {
  const own = ownFiles(program, folder);
  const alike = likeness(ts, own, folder, resolving);
  for (const source of own) {
    const key = alike(source);
    if (checked.has(key)) continue;
    const found = program.getSyntacticDiagnostics(source).length || program.getSemanticDiagnostics(source).length
      || (program.getCompilerOptions().declaration && program.getDeclarationDiagnostics(source).length);
    if (found) return false;
    checked.set(key, true);
  }
  return true;
}

/** A key that two files share whose text, and that of everything that they import of their project, is the same. */
function likeness(ts, own, folder, { resolve }) {
  const byName = new Map(own.map((each) => [each.fileName, each]));
  const reached = new Map();
  const importsOf = (source) => {
    if (!reached.has(source)) {
      const names = (source.imports || []).map((each) => {
        const found = resolve(each.text, source.fileName).resolvedModule;
        return found && found.resolvedFileName;
      });
      reached.set(source, names.map((each) => byName.get(each)).filter(Boolean));
    }
    return reached.get(source);
  };
  return (source) => {
    const all = new Set([source]);
    for (const each of all) for (const other of importsOf(each)) all.add(other);
    const texts = [...all].map((each) => `${each.fileName.slice(folder.length)}\0${each.text}`).sort();
    const hash = require('crypto').createHash('sha256');
    hash.update(source.fileName.slice(folder.length));
    for (const each of texts) hash.update(`\0${each.length}\0`).update(each);
    return hash.digest('hex');
  };
}

module.exports = { cleanTogether };
