export { PageAnswer } from './shell/answers.js';
export { exampleFrame, publicFrame } from './shell/frame.fixture.js';
export type { Frame } from './shell/frame.js';
export { Frames } from './shell/frames.js';
export { PageInterceptor } from './shell/page.interceptor.js';
export { renderPage } from './shell/render.js';
