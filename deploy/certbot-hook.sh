#!/bin/sh
# Gives a new certificate to the containers; certbot runs it after each renewal (--deploy-hook).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$here/tls"
for file in fullchain.pem privkey.pem; do
    install -m 400 "$RENEWED_LINEAGE/$file" "$here/tls/$file.new"
    [ "$(id -u)" != 0 ] || chown 10001:10001 "$here/tls/$file.new"
    mv "$here/tls/$file.new" "$here/tls/$file"
done
# nginx reads it again, and calls go on; coturn does so on a signal of its own.
docker kill --signal HUP gethory-nginx-1 >/dev/null
docker kill --signal USR2 gethory-coturn-1 >/dev/null
