import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import nunjucks from 'nunjucks';
import { projectFolder } from '../../platform/index.js';
import type { VerifyView } from './verify.view.js';

const folder = join(projectFolder(), 'templates', 'pages');

/** Compiled once; what people typed is only ever a value, and every value is escaped. */
const page = new nunjucks.Environment(new nunjucks.FileSystemLoader(folder), {
  autoescape: true,
  throwOnUndefined: true,
  trimBlocks: true,
  lstripBlocks: true,
}).getTemplate('verify.njk', true);

export const VERIFY_STYLE = readFileSync(join(folder, 'verify.css'), 'utf8');
export const VERIFY_SCRIPT = readFileSync(join(folder, 'verify.js'), 'utf8');

/** The whole page. @throws Error when the view and the template do not fit together. */
export const renderVerifyPage = (view: VerifyView): string => page.render({ page: view });
