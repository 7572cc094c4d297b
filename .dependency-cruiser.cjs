/**
 * The drawing of the house, executed (docs/ARCHITECTURE.md, Rooms). test/unit/house-rules.spec.ts makes every rule fire.
 */

/** From left to right: a room may import only the doors of the rooms to its left. Rooms on one line never import each other. */
const ROOMS = [
  ['platform'],
  ['identity'],
  ['workflow'],
  ['programmes'],
  ['holds'],
  ['themes', 'performance', 'risks', 'workforce', 'finance', 'concerns'],
  ['evidence'],
  ['snapshot'],
  ['committees'],
  ['enquiries'],
  ['disclosure'],
  ['challenge', 'changes'],
  ['document'],
  ['reporting'],
  ['distribution'],
  ['notices'],
  ['intake'],
  ['operations', 'archive', 'retention'],
  ['web'],
];

/** Outside the rooms: the launcher starts the processes, the sample talks to their API. From left to right, as ROOMS. */
const OUTSIDE = ['sample', 'launcher'];

const either = (names) => `(?:${names.join('|')})`;
const inRooms = (names) => `^src/${either(names)}/`;
const DOOR = '^src/[^/]+/index\\.ts$';
/** A second door that only the worker's own code may open: it leads to Chromium. */
const WORKER_DOOR = '^src/[^/]+/worker\\.ts$';
const WORKER = '^src/(?:main\\.worker|worker\\.module|[^/]+/worker/[^/]+|[^/]+/worker)\\.ts$';
/** A third door, to builders of test data: for specs, tests and benchmarks. */
const TESTING_DOOR = '^src/[^/]+/testing\\.ts$';
const TEST_CODE = '\\.(?:spec|fixture)\\.ts$|^src/[^/]+/testing\\.ts$|^test/|^bench/';
const packageNamed = (names) => `(?:^|/node_modules/|^node_modules/)${either(names)}(?:/|$)`;
const SPEC = '\\.spec\\.ts$';

const direction = ROOMS.flatMap((line, index) => {
  const right = ROOMS.slice(index + 1).flat();
  return right.length === 0
    ? []
    : [
        {
          name: `${line.includes('themes') ? 'sections' : line.join('-and-')}-imports-to-its-left-only`,
          comment: `platform ← … ← web: this room may not know ${right.join(', ')}.`,
          severity: 'error',
          from: { path: inRooms(line) },
          to: { path: inRooms(right) },
        },
      ];
});

const siblings = ROOMS.filter((line) => line.length > 1).map((line) => ({
  name: `${line.includes('themes') ? 'sections' : line.join('-and-')}-do-not-know-each-other`,
  comment:
    'What two rooms of one line share belongs to a room to their left; what joins them, to a room to their right.',
  severity: 'error',
  from: { path: `^src/(${line.join('|')})/` },
  to: { path: inRooms(line), pathNot: '^src/$1/' },
}));

module.exports = {
  forbidden: [
    ...direction,
    ...siblings,
    {
      name: 'every-room-is-drawn',
      comment: 'A new folder of src/ is a room: give it its place in ROOMS.',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+/', pathNot: inRooms([...ROOMS.flat(), ...OUTSIDE]) },
    },
    {
      name: 'rooms-are-entered-by-their-door',
      comment: 'Import src/<room>/index.ts; what it does not export is not for others.',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/[^/]+/', pathNot: ['^src/$1/', DOOR, WORKER_DOOR, TESTING_DOOR] },
    },
    {
      name: 'entry-points-use-doors',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$' },
      to: { path: '^src/[^/]+/', pathNot: [DOOR, WORKER_DOOR] },
    },
    {
      name: 'rooms-do-not-know-entry-points',
      severity: 'error',
      from: { path: '^src/[^/]+/' },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'worker-doors-are-for-the-worker',
      comment:
        'The renderer has a door of its own, so that the doors of document and reporting do not lead to Chromium.',
      severity: 'error',
      from: { path: '^src/', pathNot: WORKER },
      to: { path: WORKER_DOOR },
    },
    {
      name: 'testing-doors-are-for-tests',
      comment: 'Builders of test data are no part of the product.',
      severity: 'error',
      from: { path: '^(?:src|migrations)/', pathNot: TEST_CODE },
      to: { path: [TESTING_DOOR, '\\.fixture\\.ts$'] },
    },
    {
      name: 'fixtures-are-imported-by-their-testing-door',
      comment:
        'What a room offers to the tests of others is in its testing.ts; its other fixtures are for the specs beside them.',
      severity: 'error',
      from: { path: '^(?:src/([^/]+)|test|bench)/' },
      to: { path: '^src/[^/]+/.*\\.fixture\\.ts$', pathNot: '^src/$1/' },
    },
    {
      name: 'web-cannot-reach-a-browser',
      severity: 'error',
      from: { path: '^src/(?:main\\.web|web\\.module)\\.ts$' },
      to: { path: packageNamed(['puppeteer-core', 'puppeteer', '@sparticuz/chromium']), reachable: true },
    },
    {
      name: 'journeys-do-not-know-each-other',
      comment:
        'What all pages share is in src/web/shell; what the pages share on which a part is written, in src/web/part; those on which a report is made and approved, in src/web/at-work.',
      severity: 'error',
      from: { path: '^src/web/([^/]+)/' },
      to: { path: '^src/web/[^/]+/', pathNot: '^src/web/(?:$1|shell|part|at-work)/' },
    },
    {
      name: 'worker-does-not-know-the-web',
      comment:
        'Both processes list the rooms by src/rooms.module.ts. Pages and routes are for the web process only.',
      severity: 'error',
      from: { path: '^src/(?:main\\.worker|worker\\.module|rooms\\.module)\\.ts$' },
      to: { path: '^src/web(?:\\.[^/]+\\.ts$|/)', reachable: true },
    },
    {
      name: 'only-rendering-imports-a-browser',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/document/rendering/' },
      to: { path: packageNamed(['puppeteer-core', 'puppeteer', '@sparticuz/chromium']) },
    },
    {
      name: 'mechanisms-stay-in-platform',
      comment: 'One place each for mail, storage and queue: ask MailTransport, ArtefactStore, Outbox.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/' },
      to: { path: packageNamed(['nodemailer', 'imapflow', 'mailparser', '@aws-sdk/[^/]+', 'bullmq']) },
    },
    {
      name: 'sample-and-launcher-stand-outside',
      comment: 'No room knows how it was started, or which programme it was started with.',
      severity: 'error',
      from: { path: '^(?:src|migrations)/', pathNot: inRooms(OUTSIDE) },
      to: { path: inRooms(OUTSIDE) },
    },
    {
      name: 'sample-does-not-know-the-launcher',
      severity: 'error',
      from: { path: '^src/sample/' },
      to: { path: '^src/launcher/' },
    },
    {
      name: 'tests-and-bench-use-the-doors-outside',
      comment: 'Tests and benchmarks import the sample and the launcher through index.ts.',
      severity: 'error',
      from: { path: '^(?:test|bench)/' },
      to: { path: inRooms(OUTSIDE), pathNot: DOOR },
    },
    {
      name: 'migrations-are-history',
      comment:
        'A migration that imports living code changes its meaning when that code changes. Only their list may.',
      severity: 'error',
      from: { path: '^migrations/[0-9]' },
      to: { path: '^src/' },
    },
    {
      name: 'source-does-not-import-tests',
      severity: 'error',
      from: { path: '^(?:src|migrations)/', pathNot: SPEC },
      to: { path: ['^(?:test|bench|scripts)/', SPEC] },
    },
    {
      name: 'programs-are-started-in-two-places',
      comment:
        'Only the launcher and the renderer start other programs, and neither with words that somebody typed.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(?:launcher|document/rendering)/', SPEC] },
      to: { path: '^(?:node:)?child_process$' },
    },
    {
      name: 'no-commonjs-package-that-requires-nest',
      comment: 'Nest 12 is ESM only: such a package cannot be loaded by Jest in ESM mode on Node 20.',
      severity: 'error',
      from: {},
      to: { path: packageNamed(['@nestjs/throttler', 'nestjs-pino', 'nestjs-zod', '@nestjs/bullmq']) },
    },
    {
      name: 'no-development-package-at-run-time',
      comment: 'The image is built with --omit=dev.',
      severity: 'error',
      from: { path: '^(?:src|migrations)/', pathNot: SPEC },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['npm', 'type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Types count too: a room that knows another's types knows the other.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    detectJSDocImports: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
