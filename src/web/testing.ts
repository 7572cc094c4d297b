export { exampleFrame, publicFrame } from './shell/frame.fixture.js';
