import { Catch, type ArgumentsHost } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Person, RoleTasksQueries } from '../../identity/index.js';
import { notFound, Problem, ProblemFilter, type Config, type Logger } from '../../platform/index.js';
import { isPageAddress } from './address.js';
import { personOf, plainFrame } from './frame.js';
import { keptForm, sealForm, type KeptForm } from './kept-form.js';
import { unsavedOfAnother, unsavedPage } from './kept-form.view.js';
import { PAGE_HEADERS } from './page.interceptor.js';
import { head } from './page-views.js';
import { localPath, paths, withQuery, type Path } from './paths.js';
import { presentProblem } from './problem.presenter.js';
import { renderPage } from './render.js';

/** Answers what was thrown: programs with a problem document, people with a page. Who has to sign in first is led to the sign-in. */
@Catch()
export class PageProblemFilter extends ProblemFilter {
  constructor(
    logger: Logger,
    private readonly config: Config,
    private readonly roles: Pick<RoleTasksQueries, 'administrators'>,
  ) {
    super(logger);
  }

  override catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    if (!isPageAddress(request.url)) {
      super.catch(error, host);
      return;
    }
    const reply = http.getResponse<FastifyReply>();
    const problem = asPageProblem(this.noted(error, request, reply), request);
    const kept = keptForm(request, this.config);
    if (kept && problem.status === 401) {
      void reply.removeHeader('WWW-Authenticate').status(401).headers(PAGE_HEADERS);
      void reply.send(this.signInAgain(kept, request));
      return;
    }
    if (kept && problem.code === 'forged-request') {
      void reply.status(403).headers(PAGE_HEADERS).send(this.unsaved(kept, request));
      return;
    }
    if (problem.status === 401) {
      void reply.removeHeader('WWW-Authenticate').header('Cache-Control', 'no-store');
      const ended = request.cookies['sid'] ?? request.cookies['__Host-sid'];
      const place = withQuery(paths.signIn(), {
        next: wanted(request),
        ended: ended === undefined ? undefined : 1,
      });
      void reply.status(303).header('Location', place).send('');
      return;
    }
    if (problem.code === 'confirmation-needed') {
      // Back to the page that leads to the file.
      const page = localPath(request.url.replace(/\/[^/]*$/, ''));
      void reply
        .header('Cache-Control', 'no-store')
        .status(303)
        .header('Location', paths.confirm(page))
        .send('');
      return;
    }
    const person = problem.status === 403 ? personOf(request) : undefined;
    if (person === undefined) this.answer(problem, request, reply, []);
    else
      void this.giversTo(person.userId, request).then((givers) => {
        this.answer(problem, request, reply, givers);
      });
  }

  /** The sign-in, with what was typed sealed in it. */
  private signInAgain(kept: KeptForm, request: FastifyRequest): string {
    return renderPage(
      'sign-in/sign-in',
      {
        head: head('Sign in', {
          lead: 'You were signed out while you were typing. Sign in, and you can still save it.',
        }),
        form: { values: { email: '', password: '' }, errors: { email: null, password: null }, problems: [] },
        next: wanted(request) ?? null,
        sealed: sealForm(kept, this.config),
        provider:
          this.config.OIDC_ISSUER === undefined
            ? null
            : { text: this.config.OIDC_BUTTON, href: paths.signInProvider() },
        formOpen: true,
      },
      // Only the form of this page keeps what was typed: no other way leads to the sign-in.
      { ...plainFrame(request, this.config), signIn: null },
    );
  }

  /** The form is of an earlier session, of the same person or of another one. */
  private unsaved(kept: KeptForm, request: FastifyRequest): string {
    const frame = plainFrame(request, this.config);
    return kept.person === personOf(request)?.userId
      ? renderPage('unsaved', unsavedPage(kept, wanted(request)), frame)
      : renderPage('unsaved-of-another', unsavedOfAnother(frame.person?.name ?? 'somebody else'), frame);
  }

  /** Who can give a role that allows it. A page that refuses is answered without their names rather than not at all. */
  private async giversTo(userId: string, request: FastifyRequest): Promise<readonly Person[]> {
    try {
      return await this.roles.administrators(userId);
    } catch (error) {
      this.logger.warn({ err: error, reqId: request.id }, 'nobody could be named on a refusal');
      return [];
    }
  }

  private answer(
    problem: Problem,
    request: FastifyRequest,
    reply: FastifyReply,
    givers: readonly Person[],
  ): void {
    const here = localPath(request.url) ?? paths.front();
    const page = renderPage(
      'problem',
      presentProblem(problem, request.id, personOf(request) !== undefined, here, givers),
      plainFrame(request, this.config),
    );
    void reply.status(problem.status).headers(PAGE_HEADERS).send(page);
  }
}

/** Where the person wanted to go. After a form that was sent: the page that it stood on, as the browser tells it. */
function wanted(request: FastifyRequest): Path | undefined {
  if (request.method === 'GET') return localPath(request.url);
  const { referer = '' } = request.headers;
  if (!URL.canParse(referer)) return undefined;
  const { host, pathname, search } = new URL(referer);
  return host === request.host ? localPath(`${pathname}${search}`) : undefined;
}

/** An address that cannot be one of ours, such as an id that is none or a page 0, leads to nothing. The schema's own words are for programs. */
const asPageProblem = (problem: Problem, { method }: FastifyRequest): Problem =>
  method === 'GET' &&
  problem.status === 422 &&
  problem.issues.length > 0 &&
  problem.issues.every(({ message }) => /^(?:Invalid |Too (?:big|small): |Unrecognized )/.test(message))
    ? notFound('page')
    : problem;
