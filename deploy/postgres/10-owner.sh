#!/bin/sh
# Run once by the PostgreSQL image, on an empty data folder: the login that owns the schema, and its database.
# It may create the application's login (migrate does) but is no superuser; the application's login may do less still.
set -eu
OWNER_PASSWORD=${OWNER_PASSWORD:-$(cat /run/secrets/owner-password)}
: "${OWNER_PASSWORD:?run deploy/secrets.sh}"
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --set owner_password="$OWNER_PASSWORD" <<'SQL'
create role highlight_owner login createrole password :'owner_password';
create database highlight owner highlight_owner;
SQL
