export { RenderingModule } from './worker/rendering.module.js';
