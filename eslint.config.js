import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Bans that hold in all of our own code; each says what to do instead. */
const BANS = [
  {
    selector: "CallExpression[callee.property.name='renderString'], Identifier[name='renderString']",
    message:
      'A template made from a string runs whatever a person typed into it. Render a file of templates/.',
  },
  {
    selector:
      "AssignmentExpression[left.property.name=/^(?:inner|outer)HTML$/], CallExpression[callee.property.name=/^(?:insertAdjacentHTML|setHTMLUnsafe|createContextualFragment)$/], CallExpression[callee.object.name='document'][callee.property.name=/^write(?:ln)?$/]",
    message: 'What somebody typed would run. Set textContent, or make the elements.',
  },
  {
    selector: "Identifier[name='forwardRef']",
    message: 'A cycle is a mistake in the drawing of the rooms, not something to paper over.',
  },
  {
    selector: "MethodDefinition[kind='constructor'] > FunctionExpression[params.length>7]",
    message: 'More than seven dependencies: this class does more than one thing.',
  },
  {
    selector:
      "TSEnumDeclaration[const=true], PropertyDefinition > Decorator[expression.callee.name='Column'] Property[key.name='type'][value.value='enum']",
    message: 'No const enums and no native PostgreSQL enums: a union of strings and a CHECK.',
  },
];

/**
 * Bans TypeORM's own `save`, on repositories, entity managers and active records alike. Asks the type where the method is
 * declared, so that our own methods may be called save.
 */
const noTypeormSave = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      save: 'A stale TypeORM save() loses the other update and moves the version backwards. Write a conditional UPDATE … WHERE version = $n.',
    },
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    return {
      "MemberExpression[property.name='save']"(node) {
        const declarations = services.getSymbolAtLocation(node.property)?.declarations ?? [];
        if (declarations.some((one) => one.getSourceFile().fileName.includes('/node_modules/typeorm/')))
          context.report({ node, messageId: 'save' });
      },
    };
  },
};

const ENVIRONMENT = {
  selector:
    "MemberExpression[object.name='process'][property.name='env'], ImportSpecifier[imported.name='env']",
  message: 'Only src/platform/config reads the environment; ask Config.',
};

const SAFE = {
  selector: "MemberExpression[property.name='SafeString']",
  message:
    'Only src/document and src/web/shell/render.ts mark text as safe, after our own renderer made it; print a value escaped.',
};

const GUARDS = {
  name: '@nestjs/common',
  importNames: ['UseGuards', 'CanActivate'],
  message: 'Only identity declares guards; they are global and deny by default.',
};

export default tseslint.config(
  { ignores: ['dist/', 'public/', 'var/', 'coverage/', 'node_modules/', 'samples/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { house: { rules: { 'no-typeorm-save': noTypeormSave } } },
    rules: {
      'house/no-typeorm-save': 'error',
      'no-console': 'error',
      // `new Function` and timers with a text are refused by no-implied-eval.
      'no-eval': 'error',
      'no-restricted-syntax': ['error', ...BANS, ENVIRONMENT, SAFE],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Nest's modules are classes with a decorator and nothing in them.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Nest's and Fastify's option types are classes; plain objects are how they are meant to be given.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // An index signature may be read as what it is: env['PATH'].
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // `() => void work()` and `(x) => list.push(x)` say what they mean.
      '@typescript-eslint/no-confusing-void-expression': 'off',

      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 400 }], 'no-restricted-imports': ['error', { paths: [GUARDS] }] },
  },
  {
    files: ['src/identity/**/*.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['src/platform/config/**/*.ts', 'src/launcher/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...BANS] },
  },
  {
    files: ['src/document/**/*.ts', 'src/web/shell/render.ts'],
    rules: { 'no-restricted-syntax': ['error', ...BANS, ENVIRONMENT] },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts', 'src/**/*.spec.ts'],
    rules: {
      // Answers of the HTTP API and of files are read as plain JSON here: the assertions are the check.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  {
    files: ['bench/**/*.ts', 'scripts/**/*.mjs'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        module: 'writable',
        URL: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
);
