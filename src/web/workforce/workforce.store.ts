import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.js';
import {
  workforceDocument,
  workforceDocumentOf,
  WorkforceQueries,
  WorkforceService,
  type AREAS,
  type Rate,
  type Team,
  type WorkforceContent,
  type WorkforceDocument,
} from '../../workforce/index.js';
import { itemBlock, type Block, type PartStore } from '../part/index.js';

export type Area = (typeof AREAS)[number];
export type Benchmark = WorkforceDocument['benchmarks'][number];
/** Of which day the figures are, and which theme prints them. */
export type About = Pick<WorkforceDocument, 'asAt' | 'themeId'>;

/** The establishment of a part, for the pages on which it is written. */
@Injectable()
export class WorkforceStore implements PartStore<WorkforceDocument> {
  readonly schema = workforceDocument;

  constructor(
    private readonly workforces: WorkforceQueries,
    private readonly service: WorkforceService,
  ) {}

  /** With what is worked out. @throws Problem 404. */
  async content(actor: Actor, partId: string): Promise<WorkforceContent> {
    return (await this.workforces.read(actor, partId)).content;
  }

  async read(actor: Actor, partId: string): Promise<{ version: number; document: WorkforceDocument }> {
    const { version, content } = await this.workforces.read(actor, partId);
    return { version, document: this.documentOf(content) };
  }

  documentOf(content: unknown): WorkforceDocument {
    return workforceDocumentOf(content as WorkforceContent);
  }

  save(actor: Actor, partId: string, version: number, document: WorkforceDocument): Promise<number> {
    return this.service.save(actor, partId, version, document);
  }
}

export const aboutBlock: Block<WorkforceDocument, About> = {
  of: ({ asAt, themeId }) => ({ asAt, themeId }),
  put: (document, about) => ({ ...document, ...about }),
  path: () => '',
};

export const teamBlock = (id: string): Block<WorkforceDocument, Team> =>
  itemBlock<'teams', Team, WorkforceDocument>('teams', id);

/** A benchmark has no id: there is one of a rate for an area. */
export function benchmarkBlock(rate: Rate, area: Area): Block<WorkforceDocument, Benchmark> {
  const isIt = (one: Benchmark): boolean => one.rate === rate && one.area === area;
  return {
    of: ({ benchmarks }) => benchmarks.find(isIt),
    put: (document, benchmark) => {
      const { benchmarks } = document;
      if (benchmark === null) return { ...document, benchmarks: benchmarks.filter((one) => !isIt(one)) };
      return {
        ...document,
        benchmarks: benchmarks.some(isIt)
          ? benchmarks.map((one) => (isIt(one) ? benchmark : one))
          : [...benchmarks, benchmark],
      };
    },
    path: ({ benchmarks }) => {
      const index = benchmarks.findIndex(isIt);
      return `benchmarks[${index < 0 ? benchmarks.length : index}]`;
    },
  };
}
