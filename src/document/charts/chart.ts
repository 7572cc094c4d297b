/** A static drawing and what it says: a person who cannot see it reads the text, and it says everything that the drawing does. */
export interface Chart {
  /** One `<svg>` element without script, style element or anything to fetch; texts in it are escaped. */
  svg: string;
  /** The text alternative: one or two plain sentences with the figures. */
  text: string;
}

type Attributes = Readonly<Record<string, string | number>>;

/** An element of a drawing; every attribute is escaped. Numbers are rounded to two places, so that the same data gives the same bytes. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes)
    .map(
      ([key, value]) =>
        ` ${key}="${escape(typeof value === 'number' ? String(Math.round(value * 100) / 100) : value)}"`,
    )
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

/** A text inside a drawing; escaped. */
export function label(attributes: Attributes, text: string): string {
  return element('text', attributes, escape(text));
}

/** A whole drawing, sized in millimetres-free user units: the style sheet gives it its width. */
export function drawing(width: number, height: number, text: string, ...children: string[]): Chart {
  return {
    svg: element(
      'svg',
      {
        xmlns: 'http://www.w3.org/2000/svg',
        viewBox: `0 0 ${width} ${height}`,
        width,
        height,
        role: 'img',
        'aria-label': text,
        focusable: 'false',
      },
      ...children,
    ),
    text,
  };
}

/**
 * A drawing as a picture: an `<img>` that brings it along. For one without words, because in a PDF some versions of Chromium give a
 * place in the reading order, and with it the text alternative, to pictures and words only. The page's fonts do not reach it.
 */
export function picture({ svg, text }: Chart): string {
  const alone = svg.replace(/ role="img" aria-label="[^"]*" focusable="false"/, ''); // the picture says it
  return element('img', { src: `data:image/svg+xml,${encodeURIComponent(alone)}`, alt: text });
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}
