// dependency-cruiser in its faster mode, and nothing else: no rules, node_modules not followed.
module.exports = {
  forbidden: [],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
  },
};
