/** A word of the field, and what a reader needs to know of it. */
export interface Term {
  term: string;
  /** One plain line, without a full stop. */
  meaning: string;
}

/** Terms of children’s services in England, in alphabetical order; a programme’s own come before these. */
export const FIELD_TERMS: readonly Term[] = [
  { term: 'CLA', meaning: 'Child looked after: a child in the care of the council; the same as LAC' },
  { term: 'CP', meaning: 'Child protection' },
  { term: 'DfE', meaning: 'Department for Education' },
  { term: 'FTE', meaning: 'Full-time equivalent: part-time posts counted as shares of a full-time one' },
  { term: 'LAC', meaning: 'Looked after child: a child in the care of the council; the same as CLA' },
];
