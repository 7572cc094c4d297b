/** What spreadsheets put on the clipboard as text/plain, as it came. */
export const CLIPBOARDS = {
  /** A table with headings; one title has a line break in its cell, so it is quoted. */
  'headings and quoted line breaks':
    'Performance Measure\tNov-19\tDec-19\tJan-20\r\n"Assessments within\n45 working days"\t70.0%\t69.9%\t67.2%\r\nContacts\t1,240\t1,198\t902\r\n',
  /** Figures alone; cells in the middle are empty, the last row of the selection too. */
  'empty cells and a trailing empty row': '71.4%\t\t69.9%\r\n\t1,188\t\r\n\t\t\r\n',
  /** A continental spreadsheet. */
  'decimal commas': '71,4%\t70,0%\r\n67,2\t1.204\r\n',
  /** “2019” stands over two months, “2020” over one; the months' row was not copied. */
  'merged headings': 'Measure\t2019-12\t\t2020-01\r\nContacts\t1,198\t1,215\t902\r\n',
  /** Months that the spreadsheet has made dates of. */
  'headings that became dates': 'Measure\t24-Nov\t01/12/2019\r\nContacts\t1,198\t1,215\r\n',
  /** Thousands parted by spaces that do not break, and a column that was too narrow. */
  'spaces that do not break, and ####': '1\u00a0204\t1\u202f188\r\n####\t67.2\u00a0%\r\n',
} as const;
