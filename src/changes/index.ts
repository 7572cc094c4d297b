export { changesBetweenEditions, changesSince } from './changes.rules.js';
export {
  CHANGE_KINDS,
  type ChangeItem,
  type ChangeKind,
  changes,
  type Changes,
  type Direction,
  DIRECTIONS,
  type Told,
} from './changes.js';
