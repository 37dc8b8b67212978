'use strict';
// Lets node run the TypeScript of a monolith as it stands, decorator metadata included, and remembers which file
// declares which class.
//
// Types are thrown away file by file (no type check), as `ts-node --transpile-only` does. Packages come from the
// monolith's own node_modules where it has one, else from the one beside this file.
const Module = require('node:module');
const fs = require('node:fs');
const path = require('node:path');
const ts = require('typescript');

/** The file of every decorated class: filled while decorators run. */
const fileOf = new Map();
/** The files that are being loaded, the innermost last. */
const running = [];

function optionsOf(root, entry) {
  const found = ts.findConfigFile(path.dirname(entry), ts.sys.fileExists, 'tsconfig.json');
  const named = ['tsconfig.app.json', 'tsconfig.json']
    .map((name) => ts.findConfigFile(path.dirname(entry), ts.sys.fileExists, name))
    .find((file) => file && !path.relative(root, file).startsWith('..'));
  const file = named ?? found;
  if (!file) {
    throw new Error(`no tsconfig.json above ${entry}`);
  }
  const { config, error } = ts.readConfigFile(file, ts.sys.readFile);
  if (error) {
    throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, path.dirname(file));
  return {
    ...options,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    sourceMap: false,
    declaration: false,
    inlineSourceMap: true,
  };
}

/** The sources of the monolith's own npm workspaces, by package name: nobody has installed or built them here. */
function workspacesOf(root) {
  const manifest = (folder) => {
    const file = path.join(folder, 'package.json');
    return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
  };
  const patterns = [manifest(root).workspaces ?? []].flatMap((each) => each.packages ?? each);
  const folders = patterns.flatMap((pattern) => {
    const folder = path.join(root, pattern.replace(/\/\*$/, ''));
    return pattern.endsWith('/*') ? fs.readdirSync(folder).map((name) => path.join(folder, name)) : [folder];
  });
  return new Map(folders.map((folder) => [manifest(folder).name, path.join(folder, 'src', 'index.ts')]));
}

/** Registers the loader for the monolith in `root`, which `entry` starts; returns the monolith's own `require`. */
function register(root, entry) {
  const options = optionsOf(root, entry);
  const workspaces = workspacesOf(root);
  const isOwn = (file) => file.startsWith(root + path.sep) && !file.includes(`${path.sep}node_modules${path.sep}`);

  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, parent, ...rest) {
    if (!parent?.filename || !isOwn(parent.filename) || Module.isBuiltin(request)) {
      return resolve.call(this, request, parent, ...rest);
    }
    // Aliases of the tsconfig, `baseUrl` and relative paths, as the compiler finds them.
    const { resolvedModule } = ts.resolveModuleName(request, parent.filename, options, ts.sys);
    const target = resolvedModule?.resolvedFileName;
    if (target && isOwn(target) && !target.endsWith('.d.ts')) {
      return target;
    }
    if (workspaces.has(request)) {
      return workspaces.get(request);
    }
    try {
      return resolve.call(this, request, parent, ...rest);
    } catch (error) {
      if (error.code !== 'MODULE_NOT_FOUND') {
        throw error;
      }
      return resolve.call(this, request, module, ...rest);
    }
  };

  for (const extension of ['.js', '.ts']) {
    const load = extension === '.js' ? Module._extensions['.js'] : compile;
    Module._extensions[extension] = (loaded, file) => {
      running.push(file);
      try {
        load(loaded, file);
      } finally {
        running.pop();
      }
    };
  }

  function compile(loaded, file) {
    const source = fs.readFileSync(file, 'utf8');
    const { outputText } = ts.transpileModule(source, { fileName: file, compilerOptions: options });
    loaded._compile(outputText, file);
  }

  /** Requires a package as the monolith's entry file would. */
  const own = (request) => require(Module._resolveFilename(request, {
    filename: entry,
    paths: Module._nodeModulePaths(path.dirname(entry)),
  }));
  own('reflect-metadata');
  rememberClasses(isOwn, root);
  return own;
}

/** What the compiler emits for decorators calls `Reflect.decorate`, which reflect-metadata brings. */
function rememberClasses(isOwn, root) {
  const decorate = Reflect.decorate;
  Reflect.decorate = (decorators, target, ...member) => {
    const file = running.at(-1);
    if (file && isOwn(file)) {
      fileOf.set(typeof target === 'function' ? target : target.constructor, path.relative(root, file));
    }
    return decorate(decorators, target, ...member);
  };
}

module.exports = { register, fileOf };
