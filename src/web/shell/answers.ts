import { Problem } from '../../platform/index.js';
import type { FormView, PageForm, Sent } from './form.js';
import type { PageName, PageViews } from './page-views.js';
import type { Path } from './paths.js';
import type { z } from 'zod';

/** A page to show; {@link PageInterceptor} renders it. */
export class PageAnswer<N extends PageName = PageName> {
  constructor(
    readonly name: N,
    readonly view: PageViews[N],
    readonly status = 200,
    /** In place of the usual headers of pages. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}

/** Where work goes on after something was done (303), with a sentence for that page. */
export class SeeOther {
  constructor(
    readonly path: Path,
    readonly flash: string | null,
  ) {}
}

/** Where a browser goes on at another site: to the identity provider, whose addresses the provider itself has told. */
export class Elsewhere {
  constructor(readonly url: URL) {}
}

/** An answer to a script of ours instead of a page: JSON, kept by no cache. */
export class PlainAnswer {
  constructor(
    readonly status: number,
    readonly body: Readonly<Record<string, unknown>>,
  ) {}
}

export const show = <N extends PageName>(
  name: N,
  view: PageViews[N],
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): PageAnswer<N> => new PageAnswer(name, view, status, headers);

/** @param flash what happened, and what follows: “Theme 1 is with the programme manager.” */
export const seeOther = (path: Path, flash: string | null = null): SeeOther => new SeeOther(path, flash);

/** The refusals that a form shows beside its fields. */
const BESIDE_FIELDS = new Set([409, 422]);

/**
 * A form that was sent: reads it, does it, or shows it once more with what was typed and what is wrong.
 * @param act what to do with the value, or a page that asks before; throws Problem when the room refuses it.
 * @param again the form’s page, the same that shows it empty; or where there is nothing to fill in any more, the way on. It is told
 * what refused it, by the code.
 */
export async function submit<S extends z.ZodType, N extends PageName>(
  form: PageForm<S>,
  sent: Sent,
  act: (value: z.output<S>) => Promise<SeeOther | PageAnswer<N>>,
  again: (form: FormView, code: string) => PageAnswer<N> | Promise<PageAnswer<N> | SeeOther>,
): Promise<SeeOther | PageAnswer<N>> {
  try {
    return await act(form.read(sent));
  } catch (error) {
    if (!(error instanceof Problem) || !BESIDE_FIELDS.has(error.status)) throw error;
    const answer = await again(form.refused(sent, error), error.code);
    return answer instanceof PageAnswer
      ? new PageAnswer(answer.name, answer.view, error.status, answer.headers)
      : answer;
  }
}
