'use strict';
// Type-checks trees of files that are not on the disk, or a project that is.

const path = require('path');
const { overlay } = require('./disk.cjs');
const { cleanTogether } = require('./together.cjs');

function diagnose(ts, programs, { projects }) {
  const clean = projects.length > 1 ? cleanTogether(ts, programs, projects) : new Set();
  return projects.map((project, index) => (clean.has(index) ? { diagnostics: [] } : diagnoseOne(ts, programs, project)));
}

function diagnoseOne(ts, programs, { root, tsconfig, files }) {
  const folder = programs.slash(path.resolve(root));
  const tree = files ? overlay(ts, programs.disk, folder, files) : programs.disk;
  const config = programs.configuration(tree, programs.slash(path.resolve(folder, tsconfig)), { noEmit: true });
  config.options.noEmit = true;
  const { program } = programs.program(tree, config);
  const found = [
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
  ];
  for (const source of program.getSourceFiles()) {
    if (!source.fileName.startsWith(`${folder}/`) || source.fileName.includes('/node_modules/')) continue;
    found.push(...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source));
    if (config.options.declaration) found.push(...program.getDeclarationDiagnostics(source));
  }
  return { diagnostics: ordered(found.map((each) => told(ts, folder, each))) };
}

function told(ts, folder, diagnostic) {
  const { file, start } = diagnostic;
  const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n').split(`${folder}/`).join('');
  if (!file) return ['', 0, diagnostic.code, message];
  const name = file.fileName.startsWith(`${folder}/`) ? file.fileName.slice(folder.length + 1) : file.fileName;
  const line = start === undefined ? 0 : ts.getLineAndCharacterOfPosition(file, start).line + 1;
  return [name, line, diagnostic.code, message];
}

function ordered(rows) {
  const once = new Map(rows.map((row) => [JSON.stringify(row), row]));
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  return [...once.values()].sort(
    (a, b) => compare(a[0], b[0]) || a[1] - b[1] || a[2] - b[2] || compare(a[3], b[3]),
  );
}

module.exports = { diagnose };
