'use strict';
// Programs over trees of files. What was parsed of the disk is shared by all programs of one process.

const path = require('path');

function createPrograms(ts, disk) {
  const parsed = new Map();
  const made = new Map();
  const slash = (name) => name.replace(/\\/g, '/');

  /** Read a tsconfig with everything that it extends; a JSON error that leaves no options is an error. */
  function configuration(files, tsconfig, extra) {
    let broken;
    const host = {
      ...files,
      getCurrentDirectory: () => slash(path.dirname(tsconfig)),
      onUnRecoverableConfigFileDiagnostic: (diagnostic) => { broken = diagnostic; },
    };
    const config = ts.getParsedCommandLineOfConfigFile(tsconfig, extra, host);
    if (!config || broken) {
      const text = broken ? ts.flattenDiagnosticMessageText(broken.messageText, ' ') : 'cannot be read';
      throw Object.assign(new Error(text), { unreadable: `${tsconfig}: ${text}` });
    }
    const options = config.options;
    delete options.tsBuildInfoFile;
    delete options.out;
    delete options.outFile;
    Object.assign(options, { incremental: false, composite: false });
    if (files.inside && options.typeRoots) options.typeRoots = options.typeRoots.map((each) => installed(files, each));
    return config;
  }

  /** Where the packages of a tree that is on no disk are: further up, as for every import. */
  function installed(files, folder) {
    const at = folder.lastIndexOf('/node_modules/');
    if (at < 0 || files.directoryExists(folder)) return folder;
    for (let up = folder.slice(0, at); up.includes('/'); up = up.slice(0, up.lastIndexOf('/'))) {
      const found = up.slice(0, up.lastIndexOf('/')) + folder.slice(at);
      if (files.directoryExists(found)) return found;
    }
    return folder;
  }

  function parse(files, options, name, languageOrOptions) {
    const shared = !(files.inside && files.inside(name));
    const language = typeof languageOrOptions === 'object' ? languageOrOptions : { languageVersion: languageOrOptions };
    const key = [name, language.languageVersion, language.impliedNodeFormat, options.module,
      options.moduleDetection, options.jsx, options.alwaysStrict, options.strict,
      options.moduleResolution].join('|');
    if (shared && parsed.has(key)) return parsed.get(key);
    const text = files.readFile(name);
    const file = text === undefined ? undefined : ts.createSourceFile(name, text, languageOrOptions, false);
    if (shared) parsed.set(key, file);
    return file;
  }

  function program(files, config, resolving = {}) {
    const folder = slash(path.dirname(config.options.configFilePath));
    const host = {
      ...ts.createCompilerHost(config.options, true),
      ...files,
      ...resolving,
      useCaseSensitiveFileNames: () => files.useCaseSensitiveFileNames,
      getCurrentDirectory: () => folder,
      getSourceFile: (name, language) => parse(files, config.options, name, language),
      writeFile: () => {},
    };
    delete host.getSourceFileByPath;
    return {
      program: ts.createProgram({
        rootNames: config.fileNames,
        options: config.options,
        host,
        configFileParsingDiagnostics: config.errors,
        projectReferences: undefined,
      }),
      host,
      config,
    };
  }

  /** The program of a tsconfig on the disk, with `wanted` files even where the tsconfig leaves them out. */
  function onDisk(root, tsconfig, wanted) {
    const name = slash(path.resolve(root, tsconfig));
    const names = wanted.map((each) => slash(path.resolve(root, each)));
    const known = made.get(name);
    if (known && names.every((each) => known.program.getSourceFile(each))) return known;
    const config = configuration(disk, name, {
      noEmit: false, declaration: true, emitDeclarationOnly: true, declarationMap: false, noEmitOnError: false,
      stripInternal: false, removeComments: false, sourceMap: false, inlineSourceMap: false, inlineSources: false,
    });
    for (const each of ['isolatedDeclarations', 'allowImportingTsExtensions', 'rootDir', 'outDir', 'declarationDir']) {
      delete config.options[each];
    }
    const present = new Set(config.fileNames);
    config.fileNames.push(...names.filter((each) => !present.has(each) && disk.fileExists(each)));
    made.set(name, program(disk, config));
    return made.get(name);
  }

  return { configuration, program, onDisk, slash, disk };
}

module.exports = { createPrograms };
