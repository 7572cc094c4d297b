#!/bin/sh
# Run by the one-shot service "storage-setup": the bucket, and a login that may use only this bucket and delete nothing but evidence whose time is over.
set -eu
: "${S3_BUCKET:?}" "${S3_ACCESS_KEY_ID:?set it in .env}"
read -r root_user </run/secrets/store-root-user
read -r root_password </run/secrets/store-root-password
read -r key </run/secrets/store-key
mc alias set store https://storage:9000 "${root_user:?run deploy/secrets.sh}" "${root_password:?run deploy/secrets.sh}"
mc mb --ignore-existing "store/$S3_BUCKET"
cat > /tmp/policy.json <<JSON
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": ["arn:aws:s3:::$S3_BUCKET"] },
    { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::$S3_BUCKET/*"] },
    { "Effect": "Allow", "Action": ["s3:DeleteObject"], "Resource": ["arn:aws:s3:::$S3_BUCKET/evidence/*"] }
  ]
}
JSON
mc admin policy create store artefacts /tmp/policy.json
mc admin user add store "$S3_ACCESS_KEY_ID" "${key:?run deploy/secrets.sh}"
# Attaching twice is refused; whether it is attached is what counts.
mc admin policy attach store artefacts --user "$S3_ACCESS_KEY_ID" \
  || mc admin user info store "$S3_ACCESS_KEY_ID" | grep -q artefacts
