import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import nunjucks from 'nunjucks';
import { projectFolder } from '../../platform/index.js';
import type { PublicationPage } from './publication.view.js';

const folder = join(projectFolder(), 'templates', 'pages');

/** Compiled once; what people typed is only ever a value, and every value is escaped. */
const page = new nunjucks.Environment(new nunjucks.FileSystemLoader(folder), {
  autoescape: true,
  throwOnUndefined: true,
  trimBlocks: true,
  lstripBlocks: true,
}).getTemplate('publication.njk', true);

export const PUBLICATION_STYLE = readFileSync(join(folder, 'publication.css'), 'utf8');

/** The whole page. @throws Error when the view and the template do not fit together. */
export const renderPublicationPage = (view: PublicationPage): string => page.render({ page: view });
