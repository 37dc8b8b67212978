'use strict';
// The compiler's own declarations of single files.

const path = require('path');

function declarations(ts, programs, { root, tsconfig, files }) {
  const { program } = programs.onDisk(root, tsconfig, files);
  const texts = {};
  const missing = {};
  for (const file of files) {
    const source = program.getSourceFile(programs.slash(path.resolve(root, file)));
    if (!source) {
      missing[file] = 'the file is not there, or the compiler does not take it for TypeScript';
      continue;
    }
    if (source.isDeclarationFile) {
      texts[file] = source.text;
      continue;
    }
    const emitted = program.emit(source, (name, text) => {
      if (/\.d\.[cm]?ts$/.test(name)) texts[file] = text;
    }, undefined, true);
    if (texts[file] === undefined) {
      const [first] = emitted.diagnostics.length ? emitted.diagnostics : program.getDeclarationDiagnostics(source);
      missing[file] = first ? ts.flattenDiagnosticMessageText(first.messageText, ' ') : 'the compiler emits nothing for it';
    }
  }
  return { texts, missing };
}

module.exports = { declarations };
