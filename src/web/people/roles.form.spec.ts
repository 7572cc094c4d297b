import { describe, expect, it } from '@jest/globals';
import { newRole } from '../../identity/index.js';
import { roleKey } from './roles.form.js';

describe('the key of a role', () => {
  it.each([
    ['Head of Service', 'head_of_service'],
    ['Élève & Co.', 'eleve_co'],
    ['2nd reader', 'nd_reader'],
    ['数', 'role'],
    ['x'.repeat(80), 'x'.repeat(40)],
  ])('of “%s” is %s', (name, key) => {
    expect(roleKey(name)).toBe(key);
    expect(newRole.shape.key.safeParse(roleKey(name)).success).toBe(true);
  });
});
