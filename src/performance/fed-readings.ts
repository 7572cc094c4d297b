import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, row, rows, type Tx } from '../platform/index.js';
import { Steps, type ContributionStep, type SectionFigure } from '../workflow/index.js';
import type { ReadingInput } from './measures.input.js';
import { ReadingsService } from './readings.service.js';

interface Fed {
  id: string;
  fedBy: string;
}

/**
 * Measures that another section feeds, such as the council's vacancy rate: when a part with figures is approved, each of them is
 * recorded as the reading of its month, by the rules of every reading, so that the table of measures and that section never say two
 * different things by mistake. What the section does not know is not recorded; what is submitted or approved already stays.
 */
@Injectable()
export class FedReadings implements OnModuleInit {
  constructor(
    private readonly steps: Steps,
    private readonly readings: ReadingsService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.steps.register({ before: (tx, step) => this.take(tx, step) });
  }

  private async take(tx: Tx, step: ContributionStep): Promise<void> {
    const { action, section, envelope, actor } = step;
    if (action !== 'approve' || !section.figures) return;
    const today = this.clock.today();
    const figures = section.figures.of(await step.content()).filter(({ asAt }) => asAt <= today);
    const measures = await rows<Fed>(
      tx,
      `select d.measure_id as id, d.fed_by as "fedBy" from measure m
        cross join lateral (select * from measure_definition where measure_id = m.id order by version desc limit 1) d
        where m.programme_id = $1 and d.group_id is not null and d.fed_by = any($2::text[]) order by d.measure_id`,
      [envelope.programmeId, figures.map(({ key }) => `${section.kind}:${key}`)],
    );
    if (measures.length === 0) return;
    const source = await row<{ label: string; submittedBy: string }>(
      tx,
      `select rp.label, e.submitted_by as "submittedBy" from envelope e join reporting_period rp on rp.id = e.period_id where e.id = $1`,
      [envelope.id],
    );
    const readings = measures.flatMap(({ id, fedBy }) => {
      const figure = figures.find(({ key }) => fedBy === `${section.kind}:${key}`);
      return figure ? [readingOf(id, figure, `${section.kind} of ${source.label}`)] : [];
    });
    // The authors are those of the part that the figures come from: its approver did not write them.
    await this.readings.write(
      tx,
      { userId: source.submittedBy, audit: actor.audit },
      envelope.programmeId,
      readings,
      envelope.authorIds,
    );
  }
}

function readingOf(
  measureId: string,
  { numerator, denominator, asAt }: SectionFigure,
  source: string,
): ReadingInput {
  return {
    measureId,
    span: 'month',
    period: asAt.slice(0, 7),
    missingReason: null,
    value: null,
    numerator,
    denominator,
    decimals: null,
    asAt,
    state: 'validated',
    reason: `From the section ${source}, as approved: ${numerator} of ${denominator}.`,
  };
}
