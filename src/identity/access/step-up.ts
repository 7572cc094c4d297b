/**
 * What asks once more who sits in front of the session: by page and by API alike, and never of a program. The password counts, a security key that has
 * asked for its PIN or a finger, and the identity provider where the session began there; each for five minutes.
 * `within`: the request itself may bring the password, and its service asks for it. `before`: it was shown before, which {@link StepUpGuard} asks for.
 */
export const STEP_UPS: Readonly<Record<string, 'within' | 'before'>> = {
  'POST /api/v1/reports/:id/approve': 'within',
  'POST /reports/:id/approve': 'within',
  // Where the papers would leave at once.
  'POST /api/v1/dispatches': 'within',
  'POST /dispatches/new': 'within',
  // What ends everybody's work in a programme, or lets it begin again.
  'POST /api/v1/programmes/:id/close': 'within',
  'POST /programmes/:id/close': 'within',
  'POST /api/v1/programmes/:id/open-again': 'within',
  'POST /programmes/:id/open-again': 'within',
  // What is deleted, or may be from then on.
  'POST /api/v1/retention/:key/sweep': 'within',
  'POST /admin/retention/:key/sweep': 'within',
  'POST /api/v1/holds/:id/lift': 'within',
  'POST /admin/holds/:id/lift': 'within',
  'POST /api/v1/users/:id/erase': 'within',
  'POST /admin/users/:id/erasure': 'within',
  // Everything that is held on a person.
  'POST /api/v1/me/data': 'within',
  'POST /account/data': 'within',
  'GET /account/data/file': 'before',
  'POST /api/v1/users/:id/data': 'within',
  'POST /admin/users/:id/data': 'within',
  'GET /admin/users/:id/data/file': 'before',
  // The password itself, each time: it gives a program the reach of its person.
  'POST /api/v1/me/tokens': 'within',
  'POST /account/tokens/new': 'within',
  'GET /api/v1/programmes/:id/archive': 'before',
  'GET /programmes/:id/archive/file': 'before',
  'GET /api/v1/audit/export': 'before',
  'GET /admin/audit/export': 'before',
};
