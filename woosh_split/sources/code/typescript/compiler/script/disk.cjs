'use strict';
// The file system as the compiler sees it: the disk, remembered, with virtual trees laid over it.

/** The disk behind a memory: nothing changes while one process answers. */
function createDisk(ts) {
  const remember = (ask) => {
    const known = new Map();
    return (name) => {
      if (!known.has(name)) known.set(name, ask(name));
      return known.get(name);
    };
  };
  const realpath = ts.sys.realpath || ((name) => name);
  return {
    fileExists: remember((name) => ts.sys.fileExists(name)),
    directoryExists: remember((name) => ts.sys.directoryExists(name)),
    getDirectories: remember((name) => ts.sys.getDirectories(name)),
    readFile: remember((name) => ts.sys.readFile(name)),
    realpath: remember((name) => realpath(name)),
    readDirectory: (...args) => ts.sys.readDirectory(...args),
    useCaseSensitiveFileNames: ts.sys.useCaseSensitiveFileNames,
  };
}

/** A tree of `files` (path below `root` -> text) over a disk: below `root` there is nothing else. */
function overlay(ts, disk, root, files) {
  const texts = new Map();
  const folders = new Map([[root, new Set()]]);
  const note = (name) => {
    const folder = name.slice(0, name.lastIndexOf('/'));
    if (!folders.has(folder)) {
      folders.set(folder, new Set());
      if (folder.length > root.length) folders.get(note(folder)).add(folder.slice(folder.lastIndexOf('/') + 1));
    }
    return folder;
  };
  for (const [name, text] of Object.entries(files)) {
    texts.set(`${root}/${name}`, text);
    note(`${root}/${name}`);
  }
  const inside = (name) => name === root || name.startsWith(`${root}/`);
  const plain = (name) => (name.length > 1 && name.endsWith('/') ? name.slice(0, -1) : name);
  const entries = (name) => {
    const folder = plain(name);
    const names = [...texts.keys()].filter((each) => each.slice(0, each.lastIndexOf('/')) === folder);
    return {
      files: names.map((each) => each.slice(folder.length + 1)).sort(),
      directories: [...(folders.get(folder) || [])].sort(),
    };
  };
  return {
    fileExists: (name) => (inside(name) ? texts.has(name) : disk.fileExists(name)),
    readFile: (name) => (inside(name) ? texts.get(name) : disk.readFile(name)),
    directoryExists: (name) => (inside(plain(name)) ? folders.has(plain(name)) : disk.directoryExists(name)),
    getDirectories: (name) => (inside(plain(name)) ? entries(name).directories : disk.getDirectories(name)),
    realpath: (name) => (inside(name) ? name : disk.realpath(name)),
    readDirectory: (name, extensions, excludes, includes, depth) =>
      inside(plain(name))
        ? ts.matchFiles(name, extensions, excludes, includes, disk.useCaseSensitiveFileNames, root, depth,
            entries, (each) => each)
        : disk.readDirectory(name, extensions, excludes, includes, depth),
    useCaseSensitiveFileNames: disk.useCaseSensitiveFileNames,
    inside,
  };
}

module.exports = { createDisk, overlay };
