import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import { themeContent, ThemesQueries, ThemesService, type ThemeContent } from '../../themes/index.js';
import type { PartStore } from '../part/index.js';

/** The document of a theme's part, for the pages on which it is written. */
@Injectable()
export class ThemeStore implements PartStore<ThemeContent> {
  readonly schema = themeContent;

  constructor(
    private readonly themes: ThemesQueries,
    private readonly service: ThemesService,
  ) {}

  documentOf(content: unknown): ThemeContent {
    return content as ThemeContent;
  }

  async read(actor: Actor, partId: string): Promise<{ version: number; document: ThemeContent }> {
    const { version, json } = await this.themes.document(actor, partId);
    return { version, document: JSON.parse(json) as ThemeContent };
  }

  save(actor: Actor, partId: string, version: number, document: ThemeContent): Promise<number> {
    return this.service.save(actor, partId, version, document);
  }
}
