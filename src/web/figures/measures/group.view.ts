import {
  facts,
  head,
  paths,
  type Examples,
  type Fact,
  type Link,
  type PageView,
  type Path,
} from '../../shell/index.js';
import type { MeasureLine } from './measure-line.js';
import { exampleLines } from './measures.view.js';

/** A group of measures: what it is, and its measures with what is known now. */
export interface MeasureGroupPage extends PageView {
  facts: readonly Fact[];
  caption: string;
  rows: readonly MeasureLine[];
  /** What the signs in the figures mean. */
  signs: readonly string[];
  before: Path | null;
  next: Path | null;
  actions: readonly Link[];
}

declare module '../../shell/page-views.js' {
  interface PageViews {
    'measures/group': MeasureGroupPage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const breadcrumbs = [{ text: 'Measures', href: paths.measures(id) }];

export const examples = {
  'measures/group': {
    empty: {
      head: head('Measures, group 2', {
        breadcrumbs,
        wide: true,
        lead: 'There is no measure in this group yet.',
      }),
      facts: facts([
        { name: 'Printed', value: 'After the themes' },
        { name: 'Owner', value: 'Whoever may write a part' },
      ]),
      caption: 'Measures, group 2',
      rows: [],
      signs: [],
      before: null,
      next: null,
      actions: [],
    },
    some: {
      head: head('1 Timeliness & <quality>', {
        breadcrumbs,
        wide: true,
        lead: 'It has 3 measures. With what is known for January 2020, 1 is Red, 1 got worse and 1 has no figure.',
      }),
      facts: facts([
        { name: 'Printed', value: 'In theme 1: Leadership' },
        { name: 'Owner', value: 'Sam Shaw, Deputy Director' },
      ]),
      caption: '1 Timeliness & <quality>',
      rows: exampleLines,
      signs: ['[n] not collected yet'],
      before: null,
      next: paths.measureGroup(id),
      actions: [
        { text: 'Its part of January 2020', href: paths.part(id) },
        { text: 'Record figures', href: paths.partBlock(id, 'figures') },
        { text: 'Add a measure', href: paths.newMeasure(id, id) },
        { text: 'Change this group', href: paths.changeMeasureGroup(id) },
      ],
    },
  },
} satisfies Examples;
