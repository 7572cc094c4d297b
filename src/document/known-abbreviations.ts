/** A word of the field, and what a reader needs to know of it. */
export interface Term {
  term: string;
  /** One plain line, without a full stop. */
  meaning: string;
}

/**
 * Terms of children’s services in England, in alphabetical order; a programme’s own come before these (`termsOf`). They are no
 * definitions of figures: those stand with each measure. Where a council may mean something else, the meaning says so.
 */
export const FIELD_TERMS: readonly Term[] = [
  { term: 'ASYE', meaning: 'Assessed and supported year in employment: a social worker’s first year' },
  { term: 'CAMHS', meaning: 'Child and adolescent mental health services' },
  { term: 'CCE', meaning: 'Child criminal exploitation' },
  { term: 'CE', meaning: 'Child exploitation, sexual or criminal' },
  { term: 'CIN', meaning: 'Child in need: a child whom the council supports under a plan, mostly at home' },
  { term: 'CLA', meaning: 'Child looked after: a child in the care of the council; the same as LAC' },
  { term: 'CP', meaning: 'Child protection' },
  { term: 'CSE', meaning: 'Child sexual exploitation' },
  { term: 'DCS', meaning: 'Director of Children’s Services' },
  { term: 'DfE', meaning: 'Department for Education' },
  {
    term: 'DPR',
    meaning:
      'Understood as dispute resolution: a reviewing officer or conference chair formally challenges how a case is handled',
  },
  { term: 'EHCP', meaning: 'Education, health and care plan, for a child with special educational needs' },
  { term: 'FTE', meaning: 'Full-time equivalent: part-time posts counted as shares of a full-time one' },
  { term: 'HoS', meaning: 'Head of Service' },
  {
    term: 'ICPC',
    meaning: 'Initial child protection conference: decides whether a child needs a child protection plan',
  },
  { term: 'ILACS', meaning: 'Ofsted’s inspection of local authority children’s services' },
  {
    term: 'IRO',
    meaning:
      'Independent reviewing officer: chairs the reviews of children looked after and challenges their care plans',
  },
  { term: 'KPI', meaning: 'Key performance indicator: a measure that is followed from month to month' },
  { term: 'LA', meaning: 'Local authority: the council' },
  { term: 'LAC', meaning: 'Looked after child: a child in the care of the council; the same as CLA' },
  {
    term: 'LADO',
    meaning:
      'Local authority designated officer: oversees how allegations against people who work with children are dealt with',
  },
  {
    term: 'MASCE',
    meaning:
      'The multi-agency process for children at risk of exploitation; the name differs between councils',
  },
  { term: 'MASH', meaning: 'Multi-agency safeguarding hub: where worries about children are received' },
  { term: 'NEET', meaning: 'Not in education, employment or training' },
  { term: 'NQSW', meaning: 'Newly qualified social worker' },
  { term: 'O&S', meaning: 'Overview and Scrutiny: the committee of councillors that examines decisions' },
  {
    term: 'PLO',
    meaning:
      'Public Law Outline: the steps before and in court when the council asks for an order to protect a child',
  },
  { term: 'QA', meaning: 'Quality assurance' },
  { term: 'QSW', meaning: 'Qualified social worker' },
  {
    term: 'RHI',
    meaning:
      'Return home interview: a talk with a child who was missing, meant to take place within 72 hours of the return',
  },
  {
    term: 'S47',
    meaning:
      'Section 47 of the Children Act 1989: an enquiry into whether a child is at risk of significant harm',
  },
  { term: 'SEND', meaning: 'Special educational needs and disabilities' },
  {
    term: 'SGO',
    meaning:
      'Special guardianship order: a court places a child with a guardian, often a relative, until adulthood',
  },
  { term: 'SLT', meaning: 'Senior leadership team' },
  { term: 'SRO', meaning: 'Senior Responsible Officer: answers for the programme and approves this report' },
  { term: 'UASC', meaning: 'Unaccompanied asylum-seeking child' },
  { term: 'YOT', meaning: 'Youth Offending Team' },
  { term: 'YTD', meaning: 'Year to date: from 1 April to the month named' },
];

/** What everybody knows, what the report explains elsewhere (ratings), and words that are merely shouted. */
export const KNOWN_TO_ALL: ReadonlySet<string> = new Set([
  ...[
    'UK',
    'GB',
    'EU',
    'US',
    'USA',
    'UN',
    'NHS',
    'BBC',
    'MP',
    'GP',
    'HQ',
    'TV',
    'PC',
    'IT',
    'ID',
    'PIN',
    'OK',
  ],
  ...['AM', 'PM', 'AD', 'BC', 'PS', 'CV', 'HR', 'PR', 'VAT', 'CEO', 'AGM', 'FAQ', 'DIY', 'A&E', 'Q&A', 'R&D'],
  ...[
    'PDF',
    'CSV',
    'HTML',
    'URL',
    'SMS',
    'USB',
    'CD',
    'DVD',
    'GCSE',
    'PhD',
    'MSc',
    'COVID',
    'AIDS',
    'HIV',
    'DNA',
  ],
  ...[
    'RAG',
    'RED',
    'AMBER',
    'GREEN',
    'BLUE',
    'COMPLETE',
    'NOT',
    'NO',
    'YES',
    'ALL',
    'AND',
    'OR',
    'NEW',
    'MUST',
  ],
]);
