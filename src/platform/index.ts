export {
  Audit,
  auditEvent,
  auditValues,
  auditVerification,
  keptHead,
  type AuditActor,
  type AuditEntry,
  type AuditEvent,
  type AuditFilter,
  type AuditVerification,
  type KeptHead,
} from './audit/audit.js';
export { AUDIT_NOUNS, type AuditAction, type AuditNoun } from './audit/audit-nouns.js';
export { AuditStamps } from './audit/elsewhere/audit-stamps.js';
export { AuditElsewhere, type AuditPlaceState } from './audit/elsewhere/audit-elsewhere.js';
export {
  Calendars,
  CALENDAR_YEARS,
  calendarOf,
  calendarYear,
  dayProblems,
  holidayProblems,
  type CalendarYear,
  type YearRow,
} from './calendar/calendars.js';
export {
  addWorkingDays,
  BUNDLED_CALENDAR,
  calendarWith,
  daysBetween,
  isWorkingDay,
  latestPublication,
  OutsideCalendar,
  whyNotWorking,
  workingDaysBetween,
  type HolidayYear,
  type NamedDay,
  type WorkingCalendar,
} from './calendar/working-days.js';
export { Clock, londonDate, londonTime, PEOPLE_ZONE } from './clock/clock.js';
export { USUAL_BRAND, type Brand } from './config/brand.js';
export { Config, loadConfig } from './config/config.js';
export { Database, row, rows, type ReadTx, type Tx } from './database/database.js';
export { Grouped } from './database/grouped.js';
export { CONNECTION_LIMITS } from './database/database.module.js';
export {
  migrate,
  migrationDataSource,
  pendingMigrations,
  schemaDrift,
  type Grants,
  type Schema,
} from './database/migrate.js';
export { databaseCode, violatedConstraint } from './errors/postgres.js';
export {
  conflict,
  forbidden,
  invalid,
  notFound,
  Problem,
  problemIssue,
  stale,
  type ProblemInit,
  type ProblemIssue,
} from './errors/problem.js';
export { DocumentReader } from './documents/document-reader.js';
export { DOCX, readDocx } from './documents/docx.js';
export {
  DOCUMENT_LIMITS,
  EMPTY_CELL,
  type SourceBlock,
  type SourceCell,
  type SourceDocument,
  type SourceTable,
} from './documents/source-document.js';
export { AlreadyThere, dropFiles, FOLDER_NAME } from './files/drop-folder.js';
export { readPrivateJson, writePrivateJson } from './files/private-file.js';
export { projectFolder, releaseName } from './files/project-folder.js';
export { Health, healthReport, type HealthCheck, type HealthReport } from './health/health.js';
export { entityVersion, etag, IfMatch, tagged, takesIfMatch } from './http/etag.js';
export { fileHeaders, REPORT_POLICY } from './http/file-headers.js';
export { parseJson, schemaIssues, validationPipe } from './http/json.js';
export {
  daysInOrder,
  everyItem,
  page,
  pageOf,
  pageQuery,
  readCursor,
  type Page,
  type PageQuery,
} from './http/page.js';
export { describeProblem, problemDocument, ProblemFilter } from './http/problem.filter.js';
export { PATCH_RULE, patched, patchOf } from './http/patch.js';
export { seal, unseal } from './http/sealed.js';
export { acceptFiles, fileBytes, hashFile, TakesFile } from './http/upload.js';
export { icalText, readIcal, type CalendarEntry, type ReadEntry } from './ical/ical.js';
export { createLogger, Logger, NestLogger } from './logging/logger.js';
export { recurring, type RecurringKind } from './outbox/recurring.js';
export { PermanentFailure, WorkHandlers, type WorkContext } from './outbox/work-handlers.js';
export { holdWork, LostClaim, Outbox, WORK_STATES, workItem, type WorkItem } from './outbox/outbox.js';
export { workKind, type WorkKind } from './outbox/work-kind.js';
export { OutboxWorker } from './outbox/outbox-worker.js';
export { runProcess } from './lifecycle/run-process.js';
export { Metrics, type MetricsAnswer, type Sample } from './metrics/metrics.js';
export { beginTrace, startTraces, traced } from './metrics/traces.js';
export { domainAllowed, foldAddress, mailAddress } from './mail/mail-address.js';
export {
  createMailbox,
  MailboxError,
  MailTransport,
  NOTICE_SAYS,
  readReturnedMails,
  said,
  type FetchedMail,
  type MailAttachment,
  type Mailbox,
  type MailOutcome,
  type NoticeSays,
  type OutgoingMail,
  type ReadMail,
  type SendOptions,
  type StatusReport,
} from './mail/mail.js';
export { oncePer } from './memory/once-per.js';
export { frozen, remembering } from './memory/remembering.js';
export { PlatformModule } from './platform.module.js';
export { QueueBackend } from './queue/queue.js';
export { readCsv } from './spreadsheets/csv.js';
export { CSV_MARK, csvRow, csvText, runsAsFormula, type CsvCell } from './spreadsheets/csv-text.js';
export {
  cellAt,
  columnName,
  FILE_LIMITS,
  FileRefused,
  XLSX,
  type Grid,
  type GridRow,
} from './spreadsheets/grid.js';
export { headedTable, type HeadedRow } from './spreadsheets/headed-table.js';
export {
  spreadsheetFormat,
  SpreadsheetReader,
  type SpreadsheetFormat,
} from './spreadsheets/spreadsheet-reader.js';
export { Scanner, ScannerAway, type Verdict } from './scanner/scanner.js';
export { listedParts } from './spreadsheets/zip.js';
export { ArtefactStore, RemovableFiles, StorageError, type StorageErrorCode } from './storage/storage.js';
export { canonicalJson, sha256Digest, sha256Hex } from './text/canonical.js';
export { counted } from './text/counted.js';
export { DASHES, decimalOf, plainDecimal, printedDecimal, rounded } from './text/decimal-digits.js';
export { atMost, decimal, line, narrative } from './text/input.js';
export { changeInner } from './text/json-tree.js';
export { fontFileOf, FONT_FILES, placeOf, unprintable, type FontFile } from './text/printable.js';
export { narrativeToHtml, narrativeWords } from './text/markdown.js';
export { oneLine, withCommas } from './text/thousands.js';
export { aside } from './threads/aside.js';
export { effectiveSetting, effectiveSettings, type EffectiveSetting } from './config/effective-settings.js';
export { newWebhookSecret } from './webhook/webhook-signature.js';
export { WebhookTransport } from './webhook/webhook-transport.js';
export { webhookUrl } from './webhook/webhook-url.js';
