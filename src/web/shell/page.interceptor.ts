import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, mergeMap, type Observable } from 'rxjs';
import { REPORT_POLICY } from '../../platform/index.js';
import { Elsewhere, PageAnswer, PlainAnswer, SeeOther } from './answers.js';
import { keepFlash } from './flash.js';
import { Frames } from './frames.js';
import { renderPage } from './render.js';

/** With no-referrer a browser would post `Origin: null`, and hide that a form was sent from our own page. */
export const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;

/** A report is one file with its styles in it, and nothing in it may run. It is read in the browser, and not downloaded. */
export const READ_HEADERS = {
  'Content-Disposition': 'inline',
  'Content-Security-Policy': REPORT_POLICY,
  'X-Content-Type-Options': 'nosniff',
} as const;

/** Renders what a page's controller answers. Anything but a page or a redirect goes out as it is. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(private readonly frames: Frames) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(mergeMap((answer: unknown) => from(this.answer(answer, request, reply))));
  }

  private async answer(answer: unknown, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    if (answer instanceof SeeOther) {
      if (answer.flash !== null) keepFlash(request, answer.path, answer.flash);
      void reply.status(303).header('Location', answer.path).header('Cache-Control', 'no-store');
      return '';
    }
    if (answer instanceof Elsewhere) {
      void reply.status(303).header('Location', answer.url.href).header('Cache-Control', 'no-store');
      return '';
    }
    if (answer instanceof PlainAnswer) {
      void reply.status(answer.status).header('Cache-Control', 'no-store');
      return answer.body;
    }
    if (!(answer instanceof PageAnswer)) return answer;
    const frame = await this.frames.of(request);
    const usual = reply.hasHeader('Cache-Control')
      ? { ...PAGE_HEADERS, 'Cache-Control': reply.getHeader('Cache-Control') }
      : PAGE_HEADERS;
    void reply.status(answer.status).headers({ ...usual, ...answer.headers });
    return renderPage(answer.name, answer.view, frame);
  }
}
