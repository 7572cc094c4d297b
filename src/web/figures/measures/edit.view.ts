import {
  choices,
  head,
  paths,
  type Examples,
  type FormView,
  type PageView,
  type Path,
} from '../../shell/index.js';
import { benchmarkForm, groupForm, newMeasureForm, rebaseForm, redefinitionForm } from './measure.form.js';
import {
  AREA_CHOICES,
  BASIS_CHOICES,
  CELL_BASIS_CHOICES,
  FREQUENCY_CHOICES,
  MISSING_CHOICES,
  POLARITY_CHOICES,
  UNIT_CHOICES,
  YES_NO_CHOICES,
} from './edit.choices.js';

interface Form extends PageView {
  form: FormView;
  action: Path;
  button: string;
  /** Of what is changed; null of something new. */
  version: number | null;
}

export interface EditMeasurePage extends Form {
  /** What the change does, and what it leaves as it is; empty for a new measure. */
  consequences: readonly string[];
  groups: ReturnType<typeof choices>;
  units: ReturnType<typeof choices>;
  polarities: ReturnType<typeof choices>;
  frequencies: ReturnType<typeof choices>;
  cellBases: ReturnType<typeof choices>;
  bases: ReturnType<typeof choices>;
  owners: ReturnType<typeof choices>;
  belowZero: ReturnType<typeof choices>;
  /** Figures of other sections. */
  feeds: ReturnType<typeof choices>;
}

export interface TargetPage extends Form {
  consequences: readonly string[];
  /** `%`, or null. */
  suffix: string | null;
}

export interface EditGroupPage extends Form {
  themes: ReturnType<typeof choices>;
  owners: ReturnType<typeof choices>;
}

export interface BenchmarkPage extends Form {
  areas: ReturnType<typeof choices>;
  missing: ReturnType<typeof choices>;
}

export interface RebasePage extends Form {
  /** Of its chart, the earliest first; without them there is nothing to begin anew. */
  periods: ReturnType<typeof choices>;
}

declare module '../../shell/page-views.js' {
  interface PageViews {
    'measures/edit-measure': EditMeasurePage;
    'measures/target': TargetPage;
    'measures/edit-group': EditGroupPage;
    'measures/benchmark': BenchmarkPage;
    'measures/rebase': RebasePage;
  }
}

const id = '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10';
const back = { text: '1.1.1 Assessments in <time>', href: paths.measure(id) };
const people = [
  { value: '', text: 'Nobody is named' },
  { value: id, text: 'Sam Shaw, Director' },
];
const lists = {
  groups: choices([{ value: id, text: '1 Timeliness' }], 'None: it is not reported'),
  units: choices(UNIT_CHOICES),
  polarities: choices(POLARITY_CHOICES),
  frequencies: choices(FREQUENCY_CHOICES),
  cellBases: choices(CELL_BASIS_CHOICES),
  bases: choices(BASIS_CHOICES),
  owners: choices(people),
  belowZero: choices(YES_NO_CHOICES),
  feeds: choices(
    [{ value: 'workforce:vacancyLocal', text: 'Workforce: vacancy local' }],
    'People record them',
  ),
};
const consequences = [
  'It counts at once in every draft that prints this measure, and in the reports after.',
  'Parts that are approved and reports that are sealed keep the definition that they were made with.',
];
const wrong = (form: FormView, name: string, text: string): FormView => ({
  ...form,
  errors: { ...form.errors, [name]: text },
  problems: [{ text, href: `#${name}` }],
});

export const examples = {
  'measures/edit-measure': {
    new: {
      head: head('Add a measure', {
        back: { text: 'Measures', href: paths.measures(id) },
        lead: 'Say what is counted and what would be good. Its figures come next.',
      }),
      form: newMeasureForm.blank({ decimals: '1', position: '3' }),
      action: paths.newMeasure(id),
      button: 'Add the measure',
      version: null,
      consequences: [],
      ...lists,
    },
    refused: {
      head: head('Change the definition', { back, lead: 'It is version 2.' }),
      form: wrong(
        redefinitionForm.blank({
          title: 'Assessments in <time>',
          polarity: 'higher',
          floor: '80',
          ambition: '70',
        }),
        'ambition',
        'Higher is better here, so the ambition cannot be lower than the floor.',
      ),
      action: paths.measureStep(id, 'definition'),
      button: 'Save version 3',
      version: 2,
      consequences,
      ...lists,
    },
  },
  'measures/target': {
    usual: {
      head: head('Set the target', { back, lead: 'It is at least 80% now.' }),
      form: redefinitionForm.blank({ floor: '80' }),
      action: paths.measureStep(id, 'target'),
      button: 'Set the target',
      version: 2,
      consequences,
      suffix: '%',
    },
    'without a reason': {
      head: head('Set the target', { back, lead: 'It has none now.' }),
      form: wrong(redefinitionForm.blank({ floor: '80' }), 'reason', 'Say why it is changed'),
      action: paths.measureStep(id, 'target'),
      button: 'Set the target',
      version: 2,
      consequences,
      suffix: null,
    },
  },
  'measures/edit-group': {
    new: {
      head: head('Add a group', {
        back: { text: 'Measures', href: paths.measures(id) },
        lead: 'Measures that one person reports together, in one part of the report.',
      }),
      form: groupForm.blank(),
      action: paths.newMeasureGroup(id),
      button: 'Add the group',
      version: null,
      themes: choices([{ value: id, text: '1 Leadership' }], 'None: after the themes'),
      owners: choices(people),
    },
    'number in use': {
      head: head('Change this group', {
        back: { text: '2 Workforce', href: paths.measureGroup(id) },
        lead: 'Drafts of the group follow. What is submitted, approved or sealed stays as it is.',
      }),
      form: wrong(
        groupForm.blank({ number: '1', title: 'Workforce <b>' }),
        'number',
        'This number is in use',
      ),
      action: paths.changeMeasureGroup(id),
      button: 'Save',
      version: 4,
      themes: choices([], 'None: after the themes'),
      owners: choices(people),
    },
  },
  'measures/benchmark': {
    blank: {
      head: head('Add a benchmark', { back, lead: 'A figure from elsewhere to hold this measure against.' }),
      form: benchmarkForm.blank(),
      action: paths.newBenchmark(id),
      button: 'Add the benchmark',
      version: null,
      areas: choices(AREA_CHOICES),
      missing: choices(MISSING_CHOICES),
    },
    refused: {
      head: head('Add a benchmark', { back, lead: 'A figure from elsewhere to hold this measure against.' }),
      form: wrong(
        benchmarkForm.blank({ area: 'national', period: '2018/19' }),
        'value',
        'Enter a figure, or say why there is none',
      ),
      action: paths.newBenchmark(id),
      button: 'Add the benchmark',
      version: null,
      areas: choices(AREA_CHOICES),
      missing: choices(MISSING_CHOICES),
    },
  },
  'measures/rebase': {
    'no chart yet': {
      head: head('Begin limits anew', { back, lead: 'It has too few figures for a chart with limits.' }),
      form: rebaseForm.blank(),
      action: paths.newRebase(id),
      button: 'Begin them anew',
      version: null,
      periods: choices([]),
    },
    usual: {
      head: head('Begin limits anew', {
        back,
        lead: 'Where the work itself has changed, the limits of before say nothing about it.',
      }),
      form: wrong(rebaseForm.blank({ from: '2019-04' }), 'reason', 'Say what changed'),
      action: paths.newRebase(id),
      button: 'Begin them anew',
      version: null,
      periods: choices([{ value: '2019-04', text: 'April 2019' }], 'Choose'),
    },
  },
} satisfies Examples;
