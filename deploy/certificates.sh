#!/bin/sh
# Usage: certificates.sh FOLDER SERVICE:OWNER…     such as  certificates.sh /tls database:999 queue:999
#
# Makes an authority of this installation, and for each service a key and a certificate with the service's name. What is there and good
# for another year stays as it is, so it can be run at each start. In FOLDER it writes
#   authority/private.key              the authority's key: for this script alone
#   trusted/authority.crt              what web and worker trust
#   SERVICE/private.key, public.crt    for that service; the key for its owner (a user's number) alone
# The authority can vouch for these services and for no other name: whoever steals its key cannot pose as a mail server or a provider.
set -eu
umask 022
folder=${1:?say the folder}
shift
authority_days=7300
days=730
renew_with_less_than=$((365 * 24 * 3600))
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

names=''
for service in "$@"; do names="$names ${service%:*}"; done
key="$folder/authority/private.key"
trusted="$folder/trusted/authority.crt"
mkdir -p "$folder/authority" "$folder/trusted"

# lasts FILE: it is there, and good for long enough.
lasts() { openssl x509 -in "$1" -noout -checkend "$renew_with_less_than" >"$work/said" 2>&1; }

# new_key FILE: readable for its owner alone, also while it is written.
new_key() { (umask 077 && openssl ecparam -name prime256v1 -genkey -noout -out "$1"); }

# An authority that was made for other names could not vouch for these.
if ! [ -e "$key" ] || [ "$(cat "$folder/authority/names" 2>/dev/null)" != "$names" ] || ! lasts "$trusted"; then
  cat >"$work/authority" <<CONFIG
[req]
distinguished_name = name
x509_extensions = extensions
prompt = no
[name]
CN = Highlight reports: authority of this installation
[extensions]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
nameConstraints = critical, $(for name in $names; do printf 'permitted;DNS:%s, ' "$name"; done)excluded;IP:0.0.0.0/0.0.0.0, excluded;IP:0:0:0:0:0:0:0:0/0:0:0:0:0:0:0:0
CONFIG
  rm -f "$trusted"
  new_key "$key"
  openssl req -new -x509 -sha256 -days "$authority_days" -config "$work/authority" -key "$key" -out "$trusted.new"
  printf '%s' "$names" >"$folder/authority/names"
  mv "$trusted.new" "$trusted"
  echo 'A new authority was made. Start everything anew.'
fi

for service in "$@"; do
  name=${service%:*}
  place="$folder/$name"
  mkdir -p "$place"
  if lasts "$place/public.crt" \
    && openssl verify -CAfile "$trusted" -verify_hostname "$name" "$place/public.crt" >"$work/said" 2>&1; then
    echo "$name: $(openssl x509 -in "$place/public.crt" -noout -enddate | sed 's/notAfter=/good until /')."
    continue
  fi
  printf '%s\n' "subjectAltName = DNS:$name" 'keyUsage = critical, digitalSignature' 'extendedKeyUsage = serverAuth' \
    'basicConstraints = critical, CA:FALSE' >"$work/extensions"
  # Without its certificate a key counts as none: whoever is interrupted here begins anew.
  rm -f "$place/public.crt" "$place/private.key"
  new_key "$place/private.key"
  openssl req -new -sha256 -key "$place/private.key" -subj "/CN=$name" -out "$work/request"
  openssl x509 -req -sha256 -days "$days" -in "$work/request" -CA "$trusted" -CAkey "$key" \
    -set_serial "0x$(openssl rand -hex 16)" -extfile "$work/extensions" -out "$place/public.crt.new" 2>"$work/said" \
    || { cat "$work/said" >&2; exit 1; }
  chown "${service#*:}" "$place/private.key"
  mv "$place/public.crt.new" "$place/public.crt"
  echo "$name: a new certificate was made. Start it anew."
done
