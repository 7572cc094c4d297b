export { Renderer, RenderError, resolveChromium, type RenderErrorCode } from './rendering/rendering.js';
