// Who may import whom. The layers are those of docs: common <- db <- core <- modules <- server <- electron, and common <- renderer.
// tests/, bench/ and scripts/ stand outside the house and may import anything. `npm run check` runs this.

/** Each layer, and the layers below that it may import. */
const below = {
  common: [],
  db: ['common'],
  core: ['common', 'db'],
  modules: ['common', 'db', 'core'],
  server: ['common', 'db', 'core', 'modules'],
  electron: ['common', 'db', 'core', 'modules', 'server'],
  renderer: ['common'],
};
const outside = ['tests', 'bench', 'scripts', 'installer'];
const layers = Object.keys(below);
const product = `^(${layers.join('|')})/`;

/** Tests beside their file, and folders named testing/, may use what the product may not. */
const testFiles = '\\.test\\.ts$|/testing/';

const layerRules = layers.map((layer) => {
  const allowed = below[layer];
  const banned = [...layers.filter((other) => other !== layer && !allowed.includes(other)), ...outside];
  return {
    name: `layer-${layer}`,
    severity: 'error',
    comment: `${layer}/ may import ${allowed.length > 0 ? 'only ' + allowed.map((name) => `${name}/`).join(', ') : 'no other folder'}`
      + ', besides itself and resources/. Move the shared concept down a layer, or let the lower layer take a function or raise an event.'
      + ' A test that needs both sides belongs in tests/.',
    from: { path: `^${layer}/` },
    to: { path: `^(${banned.join('|')})/` },
  };
});

/** @param {string} name @param {string[]} packages @param {string} home @param {string} why */
function onlyIn(name, packages, home, why) {
  return {
    name,
    severity: 'error',
    comment: why,
    from: { path: product, pathNot: `^${home}/` },
    to: { path: packages.map((pack) => `(^|/)node_modules/${pack}/|^${pack}$`).join('|') },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    onlyIn('typeorm-in-db', ['typeorm'], 'db',
      'typeorm is imported only under db/. Elsewhere use what db/ offers: the unit of work, the query tree, the read connections.'),
    onlyIn('electron-in-electron', ['electron'], 'electron',
      'electron is imported only under electron/. The rest must run the same in Node, in a browser and in tests.'),
    onlyIn('vue-in-renderer', ['vue', 'vue-router', 'pinia', 'element-plus', '@vue/[^/]+'], 'renderer',
      'Vue and what belongs to it is imported only under renderer/.'),
    {
      name: 'common-runs-everywhere',
      severity: 'error',
      comment: 'common/ runs in the browser too: no node: built-ins. Take the clock, randomness or bytes as a parameter, or put the code in'
        + ' db/, core/ or server/.',
      from: { path: '^(common|renderer)/', pathNot: testFiles },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'modules-meet-at-the-index',
      severity: 'error',
      comment: "A business module knows another only through the other's index.ts, or through events: never its tables or inner files."
        + ' Export what is needed from that index.ts.',
      from: { path: '^modules/([^/]+)/' },
      to: { path: '^modules/[^/]+/', pathNot: ['^modules/$1/', '^modules/[^/]+/index\\.ts$'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'These files import each other in a circle, so which is ready first depends on who asks. Move what both need into a third'
        + ' file, or import the file itself instead of its index.ts. (Circles through an `import type` are erased and allowed.)',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-development-tools',
      severity: 'error',
      comment: 'The product may not import a development dependency: it is absent from packages. Move the import to a test, or the package'
        + ' to "dependencies". (Electron is not packed as a package: the program runs inside it.)',
      from: { path: product, pathNot: ['^renderer/', testFiles] },
      to: { path: '.', pathNot: '(^|/)node_modules/electron/', dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm', 'npm-optional', 'npm-peer'] },
    },
    {
      name: 'declared-dependencies',
      severity: 'error',
      comment: 'This package is not in package.json. It is there only because another package brought it along.',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'This import leads nowhere. An import that cannot be followed cannot be checked.',
      from: {},
      // What the build makes up has no file: scripts/build/label-syllables.ts.
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|\\.tmp|\\.demo)/' },
    tsPreCompilationDeps: true, // a type import is an import: it ties two rooms together as well
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json', '.d.ts', '.vue'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
