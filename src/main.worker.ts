import 'reflect-metadata';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { Health, Metrics, NestLogger, QueueBackend, runProcess, OutboxWorker } from './platform/index.js';
import { WorkerModule } from './worker.module.js';

await runProcess('worker', 25_000, async (config, logger) => {
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config, logger), {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  const outboxWorker = app.get(OutboxWorker);
  const health = app.get(Health);
  health.add('storing files', () => health.storing());
  const metrics = app.get(Metrics);
  const server = createServer((request, response) => {
    if (request.url === '/metrics') {
      void metrics.answer(request.headers.authorization).then(({ status, contentType, body }) => {
        response.writeHead(status, { 'Content-Type': contentType }).end(body);
      });
      return;
    }
    if (request.url !== '/live' && request.url !== '/ready') {
      response.writeHead(404).end();
      return;
    }
    const asked = request.url === '/live' ? Promise.resolve({ ok: true, checks: [] }) : health.report();
    void asked.then((report) => {
      response
        .writeHead(report.ok ? 200 : 503, { 'Content-Type': 'application/json; charset=utf-8' })
        .end(JSON.stringify(report));
    });
  });
  try {
    await app.get(QueueBackend).check();
    if (config.WORKER_HEALTH_PORT !== undefined)
      await once(server.listen(config.WORKER_HEALTH_PORT, config.HOST), 'listening');
  } catch (error) {
    await app.close();
    throw error;
  }
  outboxWorker.start();

  return {
    stop: async () => {
      server.close();
      await outboxWorker.stop();
      await app.close();
    },
  };
});
