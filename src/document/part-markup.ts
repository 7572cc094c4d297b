/** Markup of the report's own templates and drawings, with every value in it escaped. Only this room makes it. */
export class PartMarkup {
  constructor(readonly html: string) {}
}
