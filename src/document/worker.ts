export { Renderer, RenderError, resolveChromium } from './rendering/rendering.js';
