#!/bin/sh
# Makes a certificate of our own for names and addresses, into deploy/tls:
#     sh deploy/certificate.sh 192.168.1.20 laptop.local
# Browsers warn of it once. It serves in a local network, and until there is a real one.
set -eu
[ $# -gt 0 ] || { echo "usage: sh deploy/certificate.sh NAME-OR-ADDRESS..." >&2; exit 2; }
tls=$(cd "$(dirname "$0")" && pwd)/tls
names=
for name; do
    case $name in
        *[!0-9.]*[!0-9.:a-fA-F]*) kind=DNS ;; # a letter that no address has
        *:*) kind=IP ;;
        *[!0-9.]*) kind=DNS ;;
        *) kind=IP ;;
    esac
    names=$names${names:+,}$kind:$name
done
mkdir -p "$tls"
umask 077
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 \
    -subj "/CN=$1" -addext "subjectAltName=$names" -addext "extendedKeyUsage=serverAuth" \
    -keyout "$tls/privkey.pem" -out "$tls/fullchain.pem" 2>/dev/null
# The user of the containers reads it; elsewhere whoever made it does.
[ "$(id -u)" != 0 ] || chown -R 10001:10001 "$tls"
echo "deploy/tls holds a certificate for $names"
