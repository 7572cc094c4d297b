export { noticeChoice, reminderRule, type NoticeChoice, type ReminderRule } from './notices.input.js';
export { NoticesModule, NoticesWorkerModule } from './notices.module.js';
export { OpenWorkQueries } from './open-work.queries.js';
export type { OpenWork } from './notice.rules.js';
export { NoticesQueries, type NoticeView, type PeriodReminders } from './notices.queries.js';
export { NoticesService } from './notices.service.js';
export { sentenceOf } from './notice-mail.js';
export { FeedsService, type FeedView } from './feeds/feeds.service.js';
