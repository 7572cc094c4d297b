/**
 * The least that a page can cost: bare node:http and pg, the statements of the product word for word, and the same template filled
 * with the same view. No guards, no session, no reading of what came, no presenter, no headers, no packing, no log.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { CONNECTION_LIMITS } from '../src/platform/index.js';
import { Frames, PageAnswer, PageInterceptor, renderPage, type Frame } from '../src/web/testing.js';
import type { Sent } from './api-recorder.js';

/** What the product read and showed for one page. */
export interface PageRecipe {
  statements: readonly Sent[];
  answer: PageAnswer;
  frame: Frame;
}

/** Keeps the view and the frame of the page that the product shows in this process. */
export class ViewRecorder {
  private answer: PageAnswer | undefined;
  private frame: Frame | undefined;

  constructor() {
    const keepAnswer = (answer: unknown): void => {
      if (answer instanceof PageAnswer) this.answer = answer;
    };
    const keepFrame = (frame: Frame): void => {
      this.frame = frame;
    };
    const answer = Reflect.get(PageInterceptor.prototype, 'answer') as (
      this: PageInterceptor,
      ...args: [unknown, unknown, unknown]
    ) => Promise<unknown>;
    Reflect.set(
      PageInterceptor.prototype,
      'answer',
      function (this: PageInterceptor, ...args: [unknown, unknown, unknown]) {
        keepAnswer(args[0]);
        return answer.apply(this, args);
      },
    );
    const of = Reflect.get(Frames.prototype, 'of') as (this: Frames, ...args: [unknown]) => Promise<Frame>;
    Reflect.set(Frames.prototype, 'of', async function (this: Frames, ...args: [unknown]) {
      const frame = await of.apply(this, args);
      keepFrame(frame);
      return frame;
    });
  }

  /** Of the page that was shown last. */
  take(): Omit<PageRecipe, 'statements'> {
    const { answer, frame } = this;
    this.answer = this.frame = undefined;
    if (!answer || !frame) throw new Error('no page was shown');
    return { answer, frame };
  }
}

/** Serves recipes by path. */
export class PageFloor {
  private readonly recipes = new Map<string, PageRecipe>();
  private readonly pool: pg.Pool;
  private readonly server: Server;

  private constructor(databaseUrl: string) {
    this.pool = new pg.Pool({ connectionString: databaseUrl, max: 10, ...CONNECTION_LIMITS });
    this.server = createServer((request, response) => {
      const recipe = this.recipes.get(request.url ?? '');
      if (!recipe) {
        response.writeHead(404).end();
        return;
      }
      this.page(recipe).then(
        (html) => {
          response.writeHead(200, {
            'Content-Type': 'text/html; charset=utf-8',
            'Content-Length': Buffer.byteLength(html),
          });
          response.end(html);
        },
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  }

  static async start(databaseUrl: string): Promise<PageFloor> {
    const floor = new PageFloor(databaseUrl);
    await new Promise<void>((resolve) => floor.server.listen(0, '127.0.0.1', resolve));
    return floor;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  serve(path: string, recipe: PageRecipe): void {
    this.recipes.set(path, recipe);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await this.pool.end();
  }

  private async page({ statements, answer, frame }: PageRecipe): Promise<string> {
    const taken = new Map<object, pg.PoolClient>();
    try {
      for (const { name, text, values, connection } of statements) {
        // A transaction keeps its connection; any other statement takes what is free, as the product does.
        if (/^(?:begin|start transaction)/i.test(text)) taken.set(connection, await this.pool.connect());
        const client = taken.get(connection) ?? this.pool;
        await client.query({ ...(name !== undefined && { name }), text, values: [...values] });
        if (/^commit/i.test(text)) {
          taken.get(connection)?.release();
          taken.delete(connection);
        }
      }
    } finally {
      for (const client of taken.values()) client.release(true);
    }
    return renderPage(answer.name, answer.view, frame);
  }
}
