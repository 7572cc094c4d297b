import fc from 'fast-check';

/** What a fault of a template may look like. Every place, value and rule is drawn; many are no fault at all. */
const STYLES = [
  'color: #aaa',
  'color: rgba(22, 33, 44, .3)',
  'background: #777',
  'background: linear-gradient(#fff, #000)',
  'opacity: .4',
  'position: absolute',
  'position: relative; top: -14px',
  'position: sticky; bottom: 0',
  'margin-top: -24px',
  'margin-left: -9px',
  'height: 6px',
  'line-height: .4',
  'overflow: auto; height: 12px',
  'overflow: hidden; width: 9px',
  'width: 900px',
  'float: left',
  'transform: translateY(-12px)',
  'font-size: 9px; color: #777',
  'display: none',
  'visibility: hidden',
  'text-shadow: 0 0 4px #000',
  'display: block',
  'letter-spacing: 9px !important',
  'filter: contrast(.2)',
  'clip-path: inset(40%)',
];
const RULES = [
  '.hint { color: #bbb }',
  'td:nth-child(3) { color: #999 }',
  'tr:nth-child(2) td { background: #888 }',
  'thead th { background: #9aa }',
  'tr:nth-child(odd) { display: none }',
  '.scroll { overflow: hidden }',
  '.narrative { overflow: auto; height: 2em }',
  '@media (min-width: 1000px) { .narrative, ul { overflow: auto; height: 1em } }',
  '.contents a { padding: 0; font-size: 8px; line-height: 1 }',
  'a { text-decoration: none }',
  'a { color: #444; text-decoration: none }',
  'td { line-height: .4 }',
  'p { height: 5px }',
  'body { background: #ccc }',
  '.rating::before { position: absolute; background: #000; width: 9em; height: 2em }',
  'li::after { content: "x"; position: absolute; background: red }',
  'th { position: relative; top: 12px }',
  'p:last-child { color: #aab }',
  'section > p { background: #fff; margin-top: -9px }',
  'li { opacity: .5 }',
  'caption { color: #aaa }',
  'h3 { display: none }',
  'td:first-of-type { color: #16212c; background: #47545f }',
  'main { width: 700px }',
  'svg text { color: #eee }',
  '.rating-green { color: #3c3 }',
  'strong { color: #fefefe }',
  'h2 + p { color: #999 }',
];
const SNIPPETS = [
  '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
  '<button style="width:9px;height:9px;padding:0">a</button>',
  '<input type="checkbox">',
  '<button></button>',
  '<a href="#main">here</a>',
  '<a href="#main"></a>',
  '<a href="#nowhere" style="text-decoration:none">some words</a>',
  '<h6>x</h6>',
  '<h1>x</h1>',
  '<h4></h4>',
  '<main>x</main>',
  '<ul><p>x</p></ul>',
  '<li>x</li>',
  '<svg role="img"><rect width="9" height="9"/></svg>',
  '<table><tr><th></th><td>x</td></tr></table>',
  '<table><tr><td headers="nowhere">x</td></tr></table>',
  '<div role="list"><p>x</p></div>',
  '<div role="listitem">x</div>',
  '<p lang="xx-nolanguage">x</p>',
  '<dl><p>x</p></dl>',
  '<dt>x</dt>',
  '<marquee>x</marquee>',
  '<blink>x</blink>',
  '<textarea></textarea>',
  '<select><option>x</option></select>',
  '<summary>x</summary>',
  '<div tabindex="3">x</div>',
  '<p aria-hidden="true"><a href="#main">x</a></p>',
  '<p aria-labelledby="nowhere">x</p>',
  '<p aria-made-up="1">x</p>',
  '<div role="img"></div>',
  '<div role="img" aria-label="x"><a href="#main">x</a></div>',
  '<p id="main">x</p>',
  '<header>x</header>',
  '<footer>x</footer>',
  '<section aria-label="x">x</section><section aria-label="x">x</section>',
  '<nav>x</nav>',
  '<div role="meter"></div>',
  '<i role="button">x</i>',
  '<canvas></canvas>',
  '<details><summary></summary>x</details>',
  '<div style="position:fixed;inset:0;background:#fff">over all</div>',
  '<p>plain words, no fault</p>',
  '<p><strong>no fault</strong> either</p>',
  '<br>',
  '<hr>',
];
const ATTRIBUTES = [
  'role="sparkle"',
  'role="presentation"',
  'role="row"',
  'role="button"',
  'role="none"',
  'role="list"',
  'aria-hidden="true"',
  'aria-checked="true"',
  'aria-label=""',
  'aria-level="9"',
  'aria-labelledby="nowhere"',
  'aria-expanded="maybe"',
  'tabindex="0"',
  'tabindex="5"',
  'tabindex="-1"',
  'lang="xx-nolanguage"',
  'lang="fr"',
  'scope="sideways"',
  'scope="col"',
  'headers="nowhere"',
  'colspan="3"',
  'id="main"',
  'class="hint"',
  'class="rating rating-red"',
  'class="scroll"',
  'class="skip"',
  'class="watermark"',
  'contenteditable',
  'hidden',
  'inert',
  'title=""',
  'alt=""',
  'aria-roledescription="x"',
  'accesskey="x"',
  'autocomplete="nonsense"',
  'dir="rtl"',
];
const NAMES = [
  'p',
  'div',
  'span',
  'h2',
  'h3',
  'h6',
  'td',
  'th',
  'li',
  'ul',
  'ol',
  'dl',
  'dd',
  'a',
  'section',
  'nav',
  'aside',
  'main',
  'table',
  'tr',
  'figure',
  'button',
  'label',
  'strong',
];

/** An opening tag, its place among all of its kind, and what befalls it. */
type Tag = [whole: string, name: string, attributes: string];
interface Mutation {
  what: string;
  nth: number;
  pick: number;
}
const WHATS = ['style', 'rule', 'insert', 'add', 'remove', 'rename', 'empty', 'change', 'unclose'] as const;

const OPENING = /<([a-z][a-z0-9]*)((?:"[^"]*"|[^"'>])*)>/g;
const oneOf = (all: readonly string[], pick: number): string => all[pick % all.length] ?? '';

/** One to three faults in a page, each at a place of its own. */
export const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.record({ what: fc.constantFrom(...WHATS), nth: fc.nat(1_000_000), pick: fc.nat(1_000_000) }),
  { minLength: 1, maxLength: 3 },
);

export function mutated(page: string, faults: readonly Mutation[]): string {
  return faults.reduce(mutate, page);
}

function mutate(page: string, { what, nth, pick }: Mutation): string {
  if (what === 'rule') return page.replace('</style>', `\n${oneOf(RULES, pick)}\n</style>`);
  const start = page.indexOf('<body');
  const body = page.slice(start);
  const tags = [...body.matchAll(OPENING)];
  const tag = tags[nth % tags.length];
  if (!tag) return page;
  const [whole, name, attributes] = tag as unknown as Tag;
  const rest = body.slice(tag.index + whole.length);
  const put = (opening: string, after = rest): string =>
    page.slice(0, start) + body.slice(0, tag.index) + opening + after;
  const own = [...attributes.matchAll(/\s[a-z-]+(?:="[^"]*")?/gi)].map(([one]) => one);
  switch (what) {
    case 'style':
      return put(`<${name} style="${oneOf(STYLES, pick)}"${attributes}>`);
    case 'insert':
      return put(whole + oneOf(SNIPPETS, pick));
    case 'add':
      return put(`<${name} ${oneOf(ATTRIBUTES, pick)}${attributes}>`);
    case 'remove':
      return put(`<${name}${attributes.replace(oneOf(own, pick), '')}>`);
    case 'change':
      return put(`<${name}${attributes.replace(oneOf(own, pick), ` ${oneOf(ATTRIBUTES, pick)}`)}>`);
    case 'rename': {
      const other = oneOf(NAMES, pick);
      return put(`<${other}${attributes}>`, rest.replace(`</${name}>`, `</${other}>`));
    }
    case 'empty':
      return put(whole, rest.replace(/^[^<]+/, ''));
    default:
      return put(whole, rest.replace(`</${name}>`, ''));
  }
}
