import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
} from 'govuk-frontend';
import './again.js';
import './copy.js';
import './kept-copies.js';
import './offline.js';
import './session.js';

/** What of govuk-frontend our pages use. Each finds its elements by `data-module` and does nothing without them. */
for (const component of [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
])
  createAll(component);
