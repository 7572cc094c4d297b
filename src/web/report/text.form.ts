import { z } from 'zod';
import { reportText } from '../../reporting/index.js';
import { pageForm } from '../shell/index.js';

const { overall, backgroundPapers, lateReason } = reportText.shape;

/** One ask, or one paper, on each line. */
const lines = (list: z.ZodType<string[], string[]>) =>
  z
    .string()
    .nullable()
    .transform((text) =>
      (text ?? '')
        .split(/\r?\n/)
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    )
    .pipe(list);

export const reportTextForm = pageForm(
  z.object({
    overall: z.object({
      narrative: overall.shape.narrative,
      rag: overall.shape.rag,
      summary: overall.shape.summary,
      asks: lines(z.array(overall.shape.asks.unwrap().element).max(10, 'Write at most 10 asks')),
    }),
    backgroundPapers: lines(
      z.array(backgroundPapers.unwrap().element).max(50, 'Name at most 50 background papers'),
    ),
    lateReason,
  }),
  {
    rag: { to: 'overall.rag' },
    summary: { to: 'overall.summary' },
    narrative: { to: 'overall.narrative' },
    asks: { to: 'overall.asks' },
    papers: { to: 'backgroundPapers' },
    late: { to: 'lateReason' },
  },
);
