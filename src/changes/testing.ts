export {
  concern,
  measure,
  measures,
  part,
  rated,
  register,
  reportOf,
  risk,
  theme,
} from './changes.fixture.js';
