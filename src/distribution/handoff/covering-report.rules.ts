import { type Edition } from '../../disclosure/index.js';
import { headlines, type NamedSection } from '../../document/index.js';
import { approverLabel, personLabel, type Seal } from '../../snapshot/index.js';
import { instantWords } from '../dispatch-words.js';

/** What a committee system asks of a report: its covering report, in fields. */
export interface CoveringReport {
  title: string;
  council: string;
  committee: string;
  /** Which sections are its business, with their pages in the public PDF; empty where it named none. */
  sections: NamedSection[];
  meeting: { startsAt: string; words: string; place: string | null };
  /** Job title and role; no name is needed. */
  reportOf: string;
  contact: string;
  programme: string;
  period: string;
  asAt: string;
  version: number;
  sealedSha256: string;
  approved: string;
  /** Null in the first version of a period. */
  correctionReason: string | null;
  /** That it comes late, why, and who decided it; null in time. */
  late: string | null;
  status: string;
  summary: string;
  recommendations: string[];
  keyPoints: string[];
  backgroundPapers: string[];
  exemptInformation: string;
  keyDecision: string;
  wardsAffected: string;
  implications: { heading: string; text: string }[];
}

export interface CoveringFacts {
  /** The public edition: whatever else the pack holds, its covering report is published. */
  edition: Edition;
  seal: Pick<Seal, 'version' | 'sha256' | 'approvedBy' | 'approvedAt'>;
  /** Why a part of the report is not for publication, or null: {@link Edition.exemption} of the exempt edition. */
  exemption: Pick<NonNullable<Edition['exemption']>, 'grounds'> | null;
  committee: string;
  sections: NamedSection[];
  meeting: { startsAt: string; place: string | null };
  /** As the mail says it; null in time. */
  late: string | null;
}

/** The roles of a snapshot that a covering report names, as the report prints them. */
const SRO = 'Senior Responsible Officer';
const MANAGER = 'Programme Manager';

const BY_CLERK = '(to be confirmed by the clerk)';
const BY_AUTHOR = 'To be completed by the report’s author.';
const NOT_NAMED = 'Not named in the report.';

/**
 * Made from the sealed report only. It says in words what a person has to add: each default is marked as one to be confirmed, and
 * no implications are invented. Pure.
 */
export function coveringReport({
  edition,
  seal,
  exemption,
  committee,
  sections,
  meeting,
  late,
}: CoveringFacts): CoveringReport {
  const { programme, period, report, roles, overall, backgroundPapers } = edition.snapshot;
  const holder = (role: string) => roles.find((one) => one.role === role)?.person;
  const [sro, manager] = [holder(SRO), holder(MANAGER)];
  const corrected = report.correctionReason === null ? '' : `, corrected (version ${seal.version})`;
  const asks = overall.asks ?? [];
  return {
    title: `${programme.name}: highlight report, ${period.label}${corrected}`,
    council: programme.council,
    committee,
    sections,
    meeting: {
      startsAt: meeting.startsAt,
      words: `${instantWords(meeting.startsAt)} (London time)`,
      place: meeting.place,
    },
    reportOf: sro ? titleAndRole(sro.jobTitle, SRO) : NOT_NAMED,
    contact: manager ? titleAndRole(personLabel(manager), MANAGER) : NOT_NAMED,
    programme: programme.name,
    period: period.label,
    asAt: period.asAt,
    version: seal.version,
    sealedSha256: seal.sha256,
    approved: `${approverLabel(seal.approvedBy, edition.person)}, on ${instantWords(seal.approvedAt)} (London time)`,
    correctionReason: report.correctionReason,
    late,
    status: `${asks.every(isNoting) ? 'For information' : 'For decision'} ${BY_CLERK}`,
    summary: overall.summary ?? 'No summary was approved with this report.',
    recommendations: asks,
    keyPoints: headlines(edition),
    backgroundPapers: backgroundPapers ?? [],
    exemptInformation:
      exemption === null ? 'None.' : `A part of this report is not for publication: ${exemption.grounds}.`,
    keyDecision: `No: a monthly report to note is not a key decision ${BY_CLERK}.`,
    wardsAffected: `All ${BY_CLERK}.`,
    implications: ['Legal implications', 'Financial implications', 'Equality implications'].map(
      (heading) => ({
        heading,
        text: BY_AUTHOR,
      }),
    ),
  };
}

const titleAndRole = (title: string, role: string): string =>
  title === '' || title === role ? role : `${title} (${role})`;

/** A committee that is asked to note a report decides nothing. */
const isNoting = (ask: string): boolean => /^(?:to )?note\b/iu.test(ask.trim());
