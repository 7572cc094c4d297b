export const namesToTitles = (text: string, people: readonly { name: string; jobTitle: string }[]): string =>
  people.reduce((all, { name, jobTitle }) => all.replaceAll(name, jobTitle), text);
