'use strict';
// Type checks each tsconfig that is named, with one parse of the packages' declarations for all of them.
//
// Prints a JSON line for each: {"config", "errors": [{"file", "code", "text"}]}, files relative to the config's folder.
const path = require('node:path');
const { createRequire } = require('node:module');

const [packages, ...configs] = process.argv.slice(2);
const ts = createRequire(path.join(packages, 'x.js'))('typescript');
const parsed = new Map();

for (const config of configs) {
  const folder = path.dirname(path.resolve(config));
  const errors = [];
  const note = (diagnostic) => {
    const file = diagnostic.file ? path.relative(folder, diagnostic.file.fileName) : '';
    const line = diagnostic.file ? diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start).line + 1 : 0;
    errors.push({ file, line, code: diagnostic.code, text: ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n') });
  };
  const command = ts.getParsedCommandLineOfConfigFile(
    config,
    { noEmit: true, incremental: false, composite: false, tsBuildInfoFile: undefined, skipLibCheck: true },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: note },
  );
  if (command) {
    command.errors.forEach(note);
    const host = ts.createCompilerHost(command.options);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (file, language, onError, anew) => {
      if (!/node_modules/.test(file)) return read(file, language, onError, anew);
      const key = `${file} ${JSON.stringify(language)}`;
      if (!parsed.has(key)) parsed.set(key, read(file, language, onError, anew));
      return parsed.get(key);
    };
    const program = ts.createProgram({ rootNames: command.fileNames, options: command.options, host });
    [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()].forEach(note);
    program.getSourceFiles().forEach((file) => {
      if (program.isSourceFileFromExternalLibrary(file) || program.isSourceFileDefaultLibrary(file)) return;
      [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].forEach(note);
    });
  }
  process.stdout.write(`${JSON.stringify({ config, errors })}\n`);
}
