import {
  facts,
  head,
  paths,
  wordRows,
  type Examples,
  type Fact,
  type Link,
  type PageView,
  type WordRow,
} from '../shell/index.js';
import { BOX, drawWorkflow, type Drawing } from './workflow-drawing.js';

/** A piece of a help page: whatever of these it has, in this order. */
export interface HelpSection {
  heading: string | null;
  sentences: readonly string[];
  drawing: (Drawing & { box: typeof BOX; id: string }) | null;
  facts: readonly Fact[];
  bullets: readonly string[];
  table: { caption: string; columns: readonly string[]; rows: readonly WordRow[] } | null;
}

/** A topic, explained. */
export interface HelpTopicPage extends PageView {
  sections: readonly HelpSection[];
  /** The other topics. */
  others: readonly Link[];
}

declare module '../shell/page-views.js' {
  interface PageViews {
    'help/topic': HelpTopicPage;
  }
}

/** A piece of a page with what it has. */
export const section = (
  heading: string | null,
  has: Partial<Omit<HelpSection, 'heading'>> = {},
): HelpSection => ({
  heading,
  sentences: [],
  drawing: null,
  facts: [],
  bullets: [],
  table: null,
  ...has,
});

/** A drawing for the template. @param id unique on its page. */
export const drawn = (drawing: Drawing, id: string): HelpSection['drawing'] => ({ ...drawing, box: BOX, id });

const crumbs = [{ text: 'Help', href: paths.help() }];
const others = [{ text: 'Ratings explained', href: paths.help('ratings') }];

export const examples = {
  'help/topic': {
    everything: {
      head: head('How a report comes about', {
        breadcrumbs: crumbs,
        wide: true,
        lead: 'Parts first, then the report.',
      }),
      sections: [
        section('A part', {
          sentences: ['Somebody writes it, somebody else approves it.'],
          drawing: drawn(
            drawWorkflow(
              'The states of a part, and the steps between them',
              [
                { key: 'draft', label: 'Draft' },
                { key: 'in_review', label: 'With the reviewer' },
                { key: 'approved', label: 'Approved' },
              ],
              [
                { from: 'draft', to: 'in_review', label: 'Submit' },
                { from: 'in_review', to: 'approved', label: 'Approve' },
                { from: 'in_review', to: 'draft', label: 'Give back' },
                { from: 'approved', to: 'draft', label: 'Reopen' },
              ],
            ),
            'part',
          ),
          table: {
            caption: 'Steps of a part',
            columns: ['Step', 'From', 'To', 'Who', 'Comment', 'Besides'],
            rows: wordRows([
              {
                cells: [
                  'Submit',
                  'Draft',
                  'With the reviewer',
                  'Its owner',
                  'May be given',
                  'Nothing is missing',
                ],
              },
            ]),
          },
        }),
        section(null, { facts: facts([{ name: 'Green', value: 'On track' }]), bullets: ['One'] }),
      ],
      others,
    },
    'words alone': {
      head: head('Accessibility', { lead: 'Everybody can use it.' }),
      sections: [section('What holds', { sentences: ['It works by keyboard.'] })],
      others: [],
    },
  },
} satisfies Examples;
