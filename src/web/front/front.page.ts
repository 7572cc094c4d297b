/** The whole page: nothing in it depends on who asks. */
export const FRONT_PAGE = `<!doctype html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Highlight report</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/assets/front.css">
  </head>
  <body>
    <main>
      <h1>Highlight report</h1>
      <p class="lead">
        Monthly highlight reports for council improvement programmes: drafted, reviewed, approved, sealed, and
        delivered to committees on time.
      </p>
      <p>
        There are no pages to work with yet. For now, all other work is done through the API, by a program or from the
        command line.
      </p>

      <h2>Check a report</h2>
      <p>
        Do you have a highlight report in front of you?
        <a href="/verify">Check that it is what was approved, and still in force</a>. You need no account for it.
      </p>

      <h2>Sign in</h2>
      <ol>
        <li>
          Send your e-mail address and your password as JSON:
          <pre><code>POST /api/v1/sessions
Content-Type: application/json

{"email": "…", "password": "…"}</code></pre>
        </li>
        <li>Keep the cookie of the answer and send it with every request.</li>
        <li>
          With every request that changes something, send the answer’s <code>csrfToken</code> as the header
          <code>X-CSRF-Token</code>.
        </li>
      </ol>
      <p>
        A program that runs on its own uses an API token instead. Make one with
        <code>POST /api/v1/me/tokens</code> and send it as <code>Authorization: Bearer …</code>
      </p>
      <p>Nobody can register here: accounts are made by your system administrator.</p>

      <h2>What the API offers</h2>
      <p>
        <a href="/api/v1/openapi.json">Description of the API (OpenAPI, JSON)</a>, for everybody who is signed in.
      </p>
    </main>
  </body>
</html>
`;

/** Contrast on white: text 16.6:1, links 8.3:1, the focus outline 4.8:1. */
export const FRONT_STYLE = `:root { color-scheme: light; }
body { margin: 0; border-top: 0.5rem solid #23476b; background: #fff; color: #1b1f24; font: 1.125rem/1.55 system-ui, "Segoe UI", Roboto, Arial, sans-serif; }
main { max-width: 42rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { font-size: 2.25rem; line-height: 1.15; margin: 0 0 1rem; }
h2 { font-size: 1.5rem; line-height: 1.25; margin: 2.25rem 0 0.75rem; }
.lead { font-size: 1.3125rem; }
li { margin-bottom: 0.75rem; }
code { font: 0.9375em/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { margin: 0.5rem 0 0; padding: 0.75rem 1rem; background: #f1f4f7; border-left: 0.25rem solid #23476b; white-space: pre-wrap; }
a { color: #1a4f8b; }
a:hover { text-decoration-thickness: 0.2em; }
:focus-visible { outline: 0.2rem solid #b25b00; outline-offset: 0.15rem; }
`;
