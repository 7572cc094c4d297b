/** The package brings no types. These are the few names that we use. */
declare module 'govuk-frontend' {
  type Component = abstract new (root: Element) => object;
  export function createAll(component: Component): void;
  export const Button: Component;
  export const CharacterCount: Component;
  export const Checkboxes: Component;
  export const ErrorSummary: Component;
  export const FileUpload: Component;
  export const NotificationBanner: Component;
  export const PasswordInput: Component;
  export const Radios: Component;
  export const ServiceNavigation: Component;
  export const SkipLink: Component;
}
