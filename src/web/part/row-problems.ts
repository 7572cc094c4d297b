import { forMacro, textOf, type FormView } from '../shell/index.js';

/** With the row in each message of the summary: `Action 2, “Member induction”: Enter a day that exists`. */
export function byRow(form: FormView, names: Readonly<Record<string, string>>): FormView {
  const problems = form.problems.map((problem) => {
    const [, list = '', row = ''] = /^#(\w+)\.(\d+)\./.exec(problem.href ?? '') ?? [];
    const name = names[list];
    if (name === undefined) return problem;
    const rows = Object.keys(form.values).filter(
      (field) => field.startsWith(`${list}.`) && field.endsWith('.id'),
    );
    const title = textOf(form.values[`${list}.${row}.title`]);
    const number = rows.indexOf(`${list}.${row}.id`) + 1;
    const text = `${name} ${number}${title === '' ? '' : `, “${title}”`}: ${problem.text}`;
    return { ...problem, text };
  });
  return { ...form, problems: forMacro(problems) };
}
