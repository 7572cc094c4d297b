/** Whether a person has a second factor: an app that has shown a code, or a security key. @param id the column that names them. */
export const hasFactor = (id: string): string =>
  `(exists (select from second_factor f where f.user_id = ${id} and f.confirmed_at is not null)
    or exists (select from security_key k where k.user_id = ${id}))`;
