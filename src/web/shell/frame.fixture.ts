import { brandFiles } from './asset-files.js';
import type { Frame } from './frame.js';
import { paths } from './paths.js';

/** The frame of somebody with every permission, as the catalogue run draws it: names as long as they get, two programmes. */
export const exampleFrame = (more: Partial<Frame> = {}): Frame => ({
  brand: brandFiles({ accent: '#0d4a63', logo: null }),
  council: 'Sample Council',
  phase: 'Demonstration: the council, its people and its figures are made up.',
  person: {
    id: '5f0c7f3e-8b1d-4b0a-9f5e-2f1f1b7c9a10',
    name: 'Programme Manager and Assistant Director of Quality',
  },
  navigation: [
    { text: 'My work', href: paths.myWork(), current: 'page' },
    { text: 'January 2020', href: paths.period('p'), current: null },
    { text: 'Measures', href: paths.measures('p'), current: null },
    { text: 'Risks', href: paths.risks('p'), current: null },
    { text: 'Reports', href: paths.versions(), current: null },
    { text: 'Meetings', href: paths.meetings('p'), current: null },
    { text: 'Administration', href: paths.administration(), current: null },
  ],
  programme: null,
  closed: [],
  signIn: null,
  csrf: 'masked',
  once: 'once',
  again: null,
  flash: null,
  release: '0.1.0',
  strict: true,
  ...more,
});

/** Of somebody who is not signed in. */
export const publicFrame = (): Frame =>
  exampleFrame({
    person: null,
    navigation: [],
    signIn: paths.signIn(),
    csrf: '',
    council: null,
    release: null,
  });
