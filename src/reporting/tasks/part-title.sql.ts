/** What people call a part, for a statement that names its envelope `e`. Sections with one part have no name of their own. */
export const PART_TITLE = `case e.section
  when 'theme' then (select 'Theme ' || t.number || ': ' || t.title from theme t where t.id = e.subject_id)
  when 'measures' then (select coalesce(g.title, 'Measures, group ' || g.number) from measure_group g where g.id = e.subject_id)
  when 'budget' then 'Progress against budget'
  when 'concerns' then 'Key areas of concern'
  when 'developments' then 'Medium-term developments'
  when 'risks' then 'Risks and issues'
  when 'workforce' then 'Establishment and vacancies'
  else e.section end`;
