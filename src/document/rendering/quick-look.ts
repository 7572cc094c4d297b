/**
 * The quick look at the page form. Our templates say the same few things many times, so that axe-core spends its time on the second to the
 * four-hundredth cell of one kind, and on where each of them lies. Here the page is asked first whether it is plain: whether nothing lies over,
 * behind or outside of anything else. The rules that need places are told of a plain page by its computed styles, each pair of colours
 * once; the other rules look at one of each kind of thing.
 *
 * It only ever passes a page. Whatever is not plain, and whatever seems wrong, is a reason for the whole look, which decides and names the
 * place. That it passes nothing which the whole look refuses is shown on mutated pages (test/large/quick-look.endurance.spec.ts).
 */

/** The rules of axe-core that need places, told by styles instead. */
export const TOLD_BY_STYLE = [
  'color-contrast',
  'link-in-text-block',
  'scrollable-region-focusable',
  'target-size',
];

/** What our templates use. Anything else is pressed, plays, or is drawn in a way of its own. */
const ELEMENTS =
  'html head meta title style body main header footer section nav div p span strong em b i br code a h1 h2 h3 h4 h5 h6 ul ol li ' +
  'table caption colgroup col thead tbody tfoot tr th td figure figcaption img svg title desc g path line rect circle ellipse polyline polygon text tspan';
const ROLES = 'group img list listitem table rowgroup row cell rowheader columnheader presentation none';
/** Attributes whose words no rule compares, as long as there are some. */
const WORDS =
  'id aria-label alt src data-column d x y x1 x2 y1 y2 cx cy r width height points transform viewBox';
/** Attributes that name other elements by id. */
const REFERENCES = 'aria-labelledby aria-describedby headers';
/** Each is looked at by itself: its kind is unique to a page, or told by what stands before and after it. */
const SINGULAR = 'head meta title style body main header footer section nav h1 h2 h3 h4 h5 h6 a';
/** What may be left out when all of it has been seen; anything else goes with what it stands in. */
const REPEATED = 'div p figure tr li g path line rect circle text';

/**
 * A function to be called in the page. It answers with what is not plain; if nothing is, the document has lost what repeats itself, and is
 * ready for the rules that need no places.
 */
export const MAKE_DISTINCT = String.raw`() => {
  const [ELEMENTS, ROLES, WORDS, REFERENCES, SINGULAR, REPEATED] =
    ${JSON.stringify([ELEMENTS, ROLES, WORDS, REFERENCES, SINGULAR, REPEATED])}.map((words) => new Set(words.split(' ')));
  const odd = new Set();
  if (document.documentElement.scrollWidth > innerWidth) odd.add('wider than the window');
  if (document.body.getBoundingClientRect().height === 0) odd.add('empty');
  const unless = (plain, what) => { if (!plain) odd.add(what); };

  // What a style sheet does at another width, and beside the elements, is not among their computed styles.
  const everyRule = (rules) => [...rules].flatMap((rule) => [rule, ...(rule.cssRules ? everyRule(rule.cssRules) : [])]);
  for (const { selectorText, style } of everyRule([...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]))) {
    if (!selectorText) continue;
    if (/:(before|after)/.test(selectorText)) unless(style.position === '' && /^(|none|initial)$/.test(style.backgroundImage), 'drawn before or after');
    else if (/auto|scroll/.test(style.overflowX + style.overflowY))
      unless([...document.querySelectorAll(selectorText)].every(({ tabIndex }) => tabIndex === 0), 'scrolls');
  }
  const ids = new Map();
  for (const element of document.querySelectorAll('[id]')) {
    unless(!ids.has(element.id), 'id twice');
    ids.set(element.id, element);
  }

  // WCAG's contrast, once for each pair of colours.
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\d.]+/g).map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrasts = new Map();
  const contrast = (one, other) => {
    const key = one + other;
    if (!contrasts.has(key)) {
      const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
      contrasts.set(key, (bright + 0.05) / (dark + 0.05));
    }
    return contrasts.get(key);
  };
  const isOpaque = (colour) => colour.startsWith('rgb(');
  const isClear = (colour) => colour === 'rgba(0, 0, 0, 0)';

  const range = document.createRange();
  const textsOf = ({ childNodes }) => [...childNodes].filter((node) => node.nodeType === 3 && node.data.trim() !== '');
  const isInside = (inner, outer) =>
    inner.left >= outer.left - 1 && inner.right <= outer.right + 1 && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
  /** On purpose: the way past the contents, and the heads of tables that are read row by row. */
  const isOutOfSight = (element) => {
    const { right, width, height } = element.getBoundingClientRect();
    return right <= 0 || (width <= 1 && height <= 1);
  };

  const links = [];
  /** In CSS pixels (WCAG 2.5.8): as large as that, or as far from the next. */
  const FINGER = 24;
  const isApart = (one, other) =>
    one === other || one.left - other.right >= FINGER || other.left - one.right >= FINGER || one.top - other.bottom >= FINGER || other.top - one.bottom >= FINGER;
  /** Whether what is seen of this element is plain; answers with the colour behind its words. */
  const seePlain = (element, style, behind, texts) => {
    const { color, backgroundColor, position, overflowX, overflowY } = style;
    if (position === 'sticky') unless(style.inset.replace(/auto/g, '').trim() === '0px' && style.left === '0px', 'sticky');
    else unless(position === 'static', 'position');
    unless(style.opacity === '1' && style.filter === 'none' && style.mixBlendMode === 'normal' && style.textShadow === 'none', 'effect');
    unless(style.transform === 'none' && style.translate === 'none' && style.rotate === 'none' && style.scale === 'none' || element.ownerSVGElement, 'transform');
    unless(style.clipPath === 'none' && style.float === 'none', 'clip');
    unless(style.backgroundImage === 'none' && (isClear(backgroundColor) || isOpaque(backgroundColor)), 'background');
    const size = parseFloat(style.fontSize);
    const own = isClear(backgroundColor) ? behind : { colour: backgroundColor, box: element.getBoundingClientRect() };
    if (!element.ownerSVGElement && !element.matches('svg, img')) {
      unless(!style.margin.includes('-'), 'margin');
      if (overflowX !== 'visible' || overflowY !== 'visible') unless(element.tabIndex === 0, 'scrolls');
      else if (element.clientWidth > 0 && element !== document.documentElement)
        unless(element.scrollWidth <= element.clientWidth + 1 && element.scrollHeight <= element.clientHeight + 1 + size / 8, 'overflow'); // a line is a little lower than its letters
    }
    if (texts.length > 0) {
      unless(isOpaque(color) && contrast(color, own.colour) > (size >= 24 || (size >= 18.67 && style.fontWeight >= 700) ? 3 : 4.5), 'contrast');
      for (const text of own.box ? texts : []) {
        range.selectNodeContents(text);
        unless([...range.getClientRects()].every((rect) => isInside(rect, own.box)), 'text beyond its colour');
      }
    }
    if (element.localName === 'a') {
      const flows = style.display === 'inline' && textsOf(element.parentElement).length > 0;
      if (flows) unless(style.textDecorationLine === 'underline', 'link');
      links.push({ flows, box: element.getBoundingClientRect() });
    }
    return own;
  };

  const repeats = [];
  let singles = 0;
  /** Kinds of thing by place: what an element is but for its words, below what its parent is. */
  const places = new Map();
  const placeOf = (key) => {
    if (!places.has(key)) places.set(key, places.size);
    return places.get(key);
  };
  /** Looks at the element and all in it. @returns whether all of that has been seen before. */
  const look = (element, above, behind) => {
    const name = element.localName;
    const style = getComputedStyle(element);
    const children = [...element.children];
    const texts = textsOf(element);
    let kind = above + '<' + name;
    unless(ELEMENTS.has(name), 'element ' + name);
    for (const { name: key, value } of element.attributes) {
      unless(key !== 'style' && key !== 'contenteditable' && !key.startsWith('on'), 'attribute ' + key);
      if (key === 'role') unless(ROLES.has(value), 'role ' + value);
      if (key === 'tabindex') unless(value === '0' || element.matches('main[tabindex="-1"]'), 'tabindex');
      if (REFERENCES.has(key)) kind += ' ' + key + '=' + value.split(/\s+/).every((id) => ids.get(id)?.textContent.trim());
      else kind += ' ' + key + '=' + (WORDS.has(key) ? value.trim() !== '' : value);
    }
    let own = behind;
    if (behind && (style.display === 'none' || style.visibility !== 'visible' || (style.position === 'absolute' && isOutOfSight(element)))) own = null;
    else if (behind) own = seePlain(element, style, behind, texts);
    const [placesBefore, singlesBefore] = [places.size, singles];
    const here = placeOf(kind);
    placeOf([here, style.display, style.visibility, texts.length > 0, name === 'tr' ? children.length : element.cellIndex, ...new Set(children.map(({ localName }) => localName))].join(' '));
    if (SINGULAR.has(name)) singles += 1;
    for (const [index, child] of children.entries())
      if (look(child, here, own) && REPEATED.has(child.localName) && (index > 0 || name === 'div' || name === 'section')) repeats.push(child);
    return places.size === placesBefore && singles === singlesBefore;
  };
  look(document.documentElement, '', { colour: 'rgb(255, 255, 255)', box: null });
  for (const { flows, box } of links)
    unless(flows || (box.width >= FINGER && box.height >= FINGER) || links.every((other) => isApart(box, other.box)), 'small link');
  if (odd.size === 0) for (const element of repeats) element.remove();
  return [...odd];
}`;
