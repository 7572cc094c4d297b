/** The product's web application as it is, in a process of its own that also says what it has used. Started by bench/api.ts. */
import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { createLogger, loadConfig } from '../src/platform/index.js';
import { createWebApp } from '../src/web.app.js';
import { answerUsage } from './api-usage.js';

const config = loadConfig();
const app = await createWebApp(config, createLogger(config, 'web'));
await app.listen({ port: 0, host: '127.0.0.1' });
answerUsage();
process.once('disconnect', () => {
  void app.close().finally(() => process.exit(0));
});
process.send?.({ port: (app.getHttpServer().address() as AddressInfo).port });
