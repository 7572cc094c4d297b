/** Addresses for programs. Everything else is for people, and answered with a page, whatever the request accepts. */
const FOR_PROGRAMS = /^\/(?:api|live|ready|assets)(?:[/?]|$)/;

export const isPageAddress = (url: string): boolean => !FOR_PROGRAMS.test(url);
