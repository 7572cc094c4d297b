#!/bin/sh
# Usage: secrets.sh [FOLDER]      without FOLDER: "secrets", beside docker-compose.yml
#
# Makes the secrets of a composition, each in a file of its own, which Compose shows to the services that need it and to no other. What is
# there stays as it is, so it can be run again. A secret that a variable gives is taken from there, such as OWNER_PASSWORD.
# The folder is for its owner alone; the files in it can be read by anybody who gets as far, because each service reads as its own user.
set -eu
folder=${1:-"$(dirname "$0")/../secrets"}
mkdir -p "$folder"
chmod 700 "$folder"

# 48 hexadecimal digits, which need no escaping in an address.
random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

# give FILE VALUE
give() {
  if [ -e "$folder/$1" ]; then return; fi
  printf '%s\n' "$2" >"$folder/$1.new"
  chmod 444 "$folder/$1.new"
  mv "$folder/$1.new" "$folder/$1"
  echo "$1 was made."
}
told() { cat "$folder/$1"; }

# Superuser of the database; used at its first start and never by the product.
give postgres-password "${POSTGRES_PASSWORD:-$(random)}"
# The login that owns the schema, and its address for the job "migrate".
give owner-password "${OWNER_PASSWORD:-$(random)}"
give migration-database-url "postgres://highlight_owner:$(told owner-password)@database:5432/highlight?sslmode=verify-full"
# The application's login, which "migrate" makes.
give database-url "postgres://highlight_app:${APP_PASSWORD:-$(random)}@database:5432/highlight?sslmode=verify-full"
give redis-password "${REDIS_PASSWORD:-$(random)}"
give redis-url "rediss://:$(told redis-password)@queue:6379"
# Signs session cookies.
give session-secret "${SESSION_SECRET:-$(random)}"
# Encrypts the keys of second factors. Keep it for as long as the database.
give second-factor-key "${SECOND_FACTOR_KEY:-$(random)}"
# Administrator of the object store; used at set-up only.
give store-root-user "${MINIO_ROOT_USER:-$(random)}"
give store-root-password "${MINIO_ROOT_PASSWORD:-$(random)}"
# The application's login at the object store; its name is S3_ACCESS_KEY_ID in .env.
give store-key "${S3_SECRET_ACCESS_KEY:-$(random)}"
# The mail catcher, which delivers to nobody. Yours: smtp://user:password@host:587 (STARTTLS), or smtps://user:password@host:465
give smtp-url "${SMTP_URL:-smtp://mail:1025}"
# Empty is unset.
give oidc-client-secret "${OIDC_CLIENT_SECRET:-}"
give metrics-token "${METRICS_TOKEN:-}"
give audit-bucket-key "${AUDIT_BUCKET_SECRET_ACCESS_KEY:-}"
give traces-headers "${OTEL_EXPORTER_OTLP_HEADERS:-}"
