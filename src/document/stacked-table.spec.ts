import { describe, expect, it } from '@jest/globals';
import { stackedTable } from './stacked-table.js';

describe('a table that is read one cell below the other', () => {
  it('says before each cell which column it is of, and keeps what it is for a screen reader', () => {
    expect(
      stackedTable(
        '<table class="risks"><caption>All</caption><thead><tr><th scope="col" class="a">No.</th><th scope="col">What &amp; who</th><th scope="col">When</th></tr></thead>' +
          '<tbody><tr><th scope="row">1</th><td><p>One</p></td><td>Soon</td></tr><tr><th scope="row">2</th><td>Two</td><td>Late</td></tr></tbody></table>',
      ),
    ).toBe(
      '<table role="table" class="risks"><caption>All</caption><thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader" class="a">No.</th>' +
        '<th scope="col" role="columnheader">What &amp; who</th><th scope="col" role="columnheader">When</th></tr></thead>' +
        '<tbody role="rowgroup"><tr role="row"><th scope="row" role="rowheader">1</th><td role="cell" data-column="What &amp; who"><p>One</p></td><td role="cell" data-column="When">Soon</td></tr>' +
        '<tr role="row"><th scope="row" role="rowheader">2</th><td role="cell" data-column="What &amp; who">Two</td><td role="cell" data-column="When">Late</td></tr></tbody></table>',
    );
  });
});
