import { WAYS } from '../../committees/index.js';
import { WAY_WORDS } from '../../distribution/index.js';
import type { Term } from '../../document/index.js';
import { RAG_GUIDANCE, RATING_WORDS } from '../../programmes/index.js';
import { SHORTHAND } from '../../snapshot/index.js';
import { capitalised, facts, head, paths, type Link } from '../shell/index.js';
import { section, type HelpSection, type HelpTopicPage } from './help.view.js';
import { workflowSections } from './workflow.presenter.js';

/** The topics, by their addresses, in the order of the first page. */
const TOPICS = {
  report: 'How a report comes about',
  ratings: 'Ratings explained',
  evidence: 'Evidence: files that show what a part says',
  figures: 'Signs for missing figures',
  glossary: 'Glossary',
  papers: 'How papers reach people',
  members: 'Questions of members',
  keyboard: 'Working with the keyboard',
} as const;
export type Topic = keyof typeof TOPICS;
export const TOPIC_NAMES = Object.keys(TOPICS) as [Topic, ...Topic[]];

const links = (except?: Topic): Link[] =>
  TOPIC_NAMES.filter((topic) => topic !== except).map((topic) => ({
    text: TOPICS[topic],
    href: paths.help(topic),
  }));

export const presentHelp = (): HelpTopicPage => ({
  head: head('Help', { lead: 'What the words, signs and colours mean, and how a report comes about.' }),
  sections: [],
  others: links(),
});

/** What a page of a topic needs beside what the product knows of itself. */
export interface HelpFacts {
  /** The reader's programme with its own terms; null where there is none, or they are not theirs to see. */
  programme: { name: string; terms: readonly Term[] } | null;
  terms: readonly Term[];
}

export function presentTopic(topic: Topic, given: HelpFacts): HelpTopicPage {
  const { lead, sections } = CONTENT[topic](given);
  return {
    head: head(TOPICS[topic], {
      breadcrumbs: [{ text: 'Help', href: paths.help() }],
      wide: topic === 'report',
      lead,
    }),
    sections,
    others: links(topic),
  };
}

const CONTENT: Readonly<Record<Topic, (given: HelpFacts) => { lead: string; sections: HelpSection[] }>> = {
  report: () => ({
    lead: 'Every month goes the same way: owners write their parts, somebody else approves each, the SRO approves the whole.',
    sections: workflowSections(),
  }),
  ratings: () => ({
    lead: 'A rating is always a word. Its colour and shape say the same once more.',
    sections: [
      section('Of a theme and of the report', {
        facts: facts(RAG_GUIDANCE.map(({ rag, overall }) => ({ name: RATING_WORDS[rag], value: overall }))),
      }),
      section('Of an action in a quarter', {
        facts: facts([
          ...RAG_GUIDANCE.map(({ rag, action }) => ({ name: RATING_WORDS[rag], value: action })),
          { name: RATING_WORDS.COMPLETE, value: 'The action is done.' },
          { name: RATING_WORDS.NOT_DUE, value: 'The action does not begin before a later quarter.' },
          { name: 'Not rated', value: 'Nobody has rated it. That is no rating, and counts as none.' },
        ]),
      }),
      section('Of a measure', {
        sentences: [
          'It follows from the figure as it is printed: at the ambition or better it is Green, worse than the floor by more than the tolerance Red, between them Amber. A measure without a target, or without a better direction, has none.',
          'Somebody may print another rating, with a reason, which the report prints beside it.',
        ],
      }),
    ],
  }),
  evidence: () => ({
    lead: 'A file can be attached to a part, or to an action, a risk or a measure in it. It shows that what is written is so.',
    sections: [
      section('Who reads it', {
        sentences: [
          'Whoever may read the part. It is not in the report, and nobody outside reads it.',
          'Somebody with the right to do so may release a file, with a reason. Then the report lists its title and its hash among the background papers. Look through a file before it is released: it may name somebody.',
        ],
      }),
      section('Which files', {
        sentences: [
          'PDF, Word, Excel and PowerPoint files without macros, OpenDocument texts and spreadsheets, PNG and JPEG pictures, CSV files and plain text. What a file is, is told from its content.',
          'An e-mail is not taken, because it holds other files: print it as a PDF.',
        ],
      }),
      section('How long', {
        sentences: [
          'A file that was attached by mistake is withdrawn, with a reason. It is deleted after a while; that it was here stays.',
          'Other files are deleted years after their period, or after they came, as your council has set it. What a sealed report lists is never deleted.',
        ],
      }),
    ],
  }),
  figures: () => ({
    lead: 'A figure that is missing is never a blank and never a zero. These signs say why, in pages, reports and files alike.',
    sections: [
      section(null, {
        facts: facts(
          Object.entries(SHORTHAND).map(([sign, meaning]) => ({
            name: `[${sign}]`,
            value: capitalised(meaning),
          })),
        ),
      }),
    ],
  }),
  glossary: ({ programme, terms }) => ({
    lead: 'What abbreviations mean. A report explains those that it uses.',
    sections: [
      ...(programme && programme.terms.length > 0
        ? [section(`In ${programme.name}`, { facts: factsOf(programme.terms) })]
        : []),
      section(programme ? 'In children’s services in England' : null, { facts: factsOf(terms) }),
    ],
  }),
  papers: () => ({
    lead: 'A committee gets its papers in one of these ways, and one of its recipients may get them in another.',
    sections: [
      section('The ways', {
        facts: facts(
          WAYS.map((way) => ({
            name: WAY_WORDS[way].name,
            value: `${WAY_WORDS[way].hint}. ${WAY_WORDS[way].meaning}`,
          })),
        ),
      }),
      section('What the ledger says', {
        facts: facts([
          { name: 'Waits', value: 'Nothing has left. It is sent by itself' },
          { name: 'Is being sent', value: 'The content leaves at this moment' },
          {
            name: 'Accepted',
            value: 'The other side has taken it over. Nobody knows yet whether somebody read it',
          },
          {
            name: 'Put off',
            value: 'It was not taken this time. It is tried again by itself, with longer and longer pauses',
          },
          { name: 'Refused', value: 'The other side will not take it. Mend the address and send it again' },
          { name: 'Not sent', value: 'It could not be sent. The page of the delivery says why' },
          {
            name: 'Uncertain',
            value:
              'It left, and no answer came. Nobody can know whether it arrived, so nothing is sent again by itself. Ask the recipient, and then say what became of it',
          },
        ]),
      }),
      section('What is reported afterwards', {
        sentences: [
          'A mail server may accept an e-mail and report later that it came back, or say nothing at all. Where a mailbox for notices is set up, such a report is shown beside the delivery as what it is: a claim of somebody else. A delivery that came back waits for a person.',
          'The link in each e-mail lets its recipient say that they have the papers. That is the only proof that somebody saw them; a page that was opened is none, because programs look through e-mails.',
          'When a correction is sealed after papers went out, My work asks whoever plans papers to send it. Its e-mail says what was corrected, and that the version before is no longer to be used. The ledger shows who has which version.',
        ],
      }),
    ],
  }),
  members: () => ({
    lead: 'What a member asks at a meeting is carried until it is answered, and printed with its answer.',
    sections: [
      section('From the meeting to the report', {
        sentences: [
          'A clerk records the question on the page of its meeting, and says who answers it. Its day follows from the rule of the programme, unless the clerk says another.',
          'The owner writes the answer and submits it. Somebody else approves it: nobody approves what they wrote. Both are reminded, and lateness goes up as with a part of the report.',
          'An approved answer is not changed. If it was wrong, its owner writes a correction and says what was wrong; the report prints that as well.',
        ],
      }),
      section('From the public', {
        sentences: [
          'An administrator can give a programme a form, to which each published report leads. It is off until somebody switches it on.',
          'What is sent waits for somebody who records questions. They accept it for a body, in words that name nobody, or decline it with a reason. What is accepted goes the same way as a question of a member.',
          'The name and e-mail address of who asked are seen by those who decide, and deleted after the days that the form promised. The product itself sends no e-mail to who asked.',
        ],
      }),
      section('In the report', {
        sentences: [
          'A report prints the questions that were asked by its as-at day. Open ones are listed with who answers them and by when.',
          'An answer is printed in every report until one that its committee was given has it. A meeting is given the report of the periods on its agenda.',
          'The questions of a body that reads the exempt edition stand in that edition alone. Members are named as the minutes name them; nobody of the public ever is.',
        ],
      }),
    ],
  }),
  keyboard: () => ({
    lead: 'Everything works with the keyboard alone, in the order of the page.',
    sections: [
      section('Everywhere', {
        facts: facts([
          { name: 'Tab, Shift and Tab', value: 'To the next field or link, and back' },
          { name: 'Enter', value: 'Follows a link, presses a button, sends a form' },
          { name: 'Space', value: 'Ticks a box, chooses a radio button, opens what is folded' },
          { name: 'Escape', value: 'Closes what opened' },
        ]),
      }),
      section('In a table of figures', {
        facts: facts([
          { name: 'Up, Down', value: 'To the same month of the measure above or below' },
          { name: 'Enter, Shift and Enter', value: 'As Down and Up' },
          { name: 'Left, Right', value: 'Within the text of the cell' },
          { name: 'Escape', value: 'Puts back the figure that is known' },
        ]),
      }),
      section('In the matrix of a risk', {
        facts: facts([{ name: 'Arrow keys', value: 'From cell to cell' }]),
      }),
    ],
  }),
};

const factsOf = (terms: readonly Term[]) =>
  facts(terms.map(({ term, meaning }) => ({ name: term, value: meaning })));

export const presentAccessibility = (): HelpTopicPage => ({
  head: head('Accessibility', {
    lead: 'Everybody should be able to read and write with this service. This page says what was done for that, and what was not.',
  }),
  sections: [
    section('What holds', {
      bullets: [
        'Every page works with the keyboard alone, and without scripts.',
        'Every page works at a width of 320 pixels, and enlarged to 400%.',
        'Nothing is said by colour alone: a rating is always a word.',
        'Every field has a label, and every message leads to its field.',
        'Reports are tagged PDF files with headings, tables and a language, and pages for the browser beside them.',
      ],
    }),
    section('How it was checked', {
      sentences: [
        'Every state of every page is checked in a browser by a program, against the rules of WCAG 2.2 at level AA that a program can check, and so is every report before it is stored. A program finds some faults, not all. No auditor has checked the service for this council yet.',
      ],
    }),
    section('What does not work well', {
      bullets: [
        'Wide tables of figures scroll sideways within the page.',
        'Large matrices and tables of permissions are long to read by ear; each role has a page of its own beside the table.',
      ],
    }),
    section('If something does not work for you', {
      sentences: [
        'Tell your council’s administrator, or democratic services where you read a published report. Ask for another format of a report there, too.',
      ],
    }),
  ],
  others: links(),
});

/** @param session when a session ends, as it is configured. */
export const presentPrivacy = (session: {
  idleMinutes: number;
  hours: number;
  /** For which a browser is remembered. */
  deviceDays: number;
}): HelpTopicPage => ({
  head: head('Privacy and cookies', {
    lead: 'What this service keeps about the people who use it. There is no advertising, no analytics, and nothing of other parties in its pages.',
  }),
  sections: [
    section('Cookies', {
      facts: facts([
        {
          name: 'sid',
          value: `Says that you are signed in. It ends ${session.idleMinutes} minutes after your last page, and after ${session.hours} hours in any case`,
        },
        {
          name: 'device',
          value: `Says that you have signed in with this browser before, so that others who guess your password do not slow you down. It opens nothing by itself, and counts for ${session.deviceDays} days`,
        },
        {
          name: 'provider',
          value:
            'What is expected of the answer when you sign in with your council account, if your council offers that. It counts once, for a quarter of an hour',
        },
      ]),
      sentences: ['They are needed, and nobody else reads them. Over HTTPS their names begin with __Host-.'],
    }),
    section('In your browser', {
      sentences: [
        'Text that is not saved yet is kept in the tab, so that it is not lost. It goes when it is saved, and when the tab is closed.',
      ],
    }),
    section('Of your account', {
      bullets: [
        'Name, job title and e-mail address, as your administrator entered them. Reports print names or job titles.',
        'A hash of your password, from which nobody can find the password.',
        'The key of your authenticator app, encrypted, and hashes of your recovery codes, if you have set them up.',
        'Which council account is yours, if you sign in with it: the name that the council’s sign-in gives it, and no address.',
        'Where you are signed in: when, and with which kind of browser. You see it in your account, and can end it.',
        'What you did, with the time, in a trail that cannot be changed: it is the proof of how a report came about. It holds no passwords and not what you wrote.',
      ],
    }),
    section('When you ask a question by a public form', {
      sentences: [
        'Your question, your name and your e-mail address, if you give one. The form says after how many days name and address are deleted. Nobody but those who decide about questions sees them, and no report prints them.',
        'A code that stands for your network, until the next day. Nobody can read the network out of it; it limits how much one network sends.',
      ],
    }),
    section('Who is responsible', {
      sentences: [
        'Your council. Its privacy notice says for how long it keeps these data, and what rights you have. Its administrator can tell you where it is.',
      ],
    }),
  ],
  others: links(),
});
