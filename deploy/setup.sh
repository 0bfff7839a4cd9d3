#!/bin/sh
# Makes what docker-compose.prod.yml and docker-compose.small.yml need: settings with fresh secrets,
# and a certificate to begin with. What is there already stays as it is.
#     sh deploy/setup.sh voice.example.org 203.0.113.7
set -eu
[ $# -eq 2 ] || { echo "usage: sh deploy/setup.sh DOMAIN PUBLIC-ADDRESS" >&2; exit 2; }
domain=$1
address=$2
cd "$(dirname "$0")/.."
umask 077
secret() { openssl rand -hex 32; }

if [ ! -e .env ]; then
    cat >.env <<EOF
# What docker compose fills into its files. Made by deploy/setup.sh; the server's settings are in
# backend/.env.
MONGO_PASSWORD=$(secret)
TURN_SECRET=$(secret)
TURN_REALM=$domain
TURN_EXTERNAL_IP=$address
EOF
    echo "made .env"
fi

if [ ! -e backend/.env ]; then
    sed -e "s|^BACKEND_URL=.*|BACKEND_URL=https://$domain|" \
        -e "s|^JWT_SECRET=.*|JWT_SECRET=$(secret)|" \
        -e "s|^JWT_REFRESH_SECRET=.*|JWT_REFRESH_SECRET=$(secret)|" \
        backend/.env.example >backend/.env
    echo "made backend/.env: set up mail there"
fi

mkdir -p deploy/acme
chmod 755 deploy/acme
[ -e deploy/tls/privkey.pem ] || sh deploy/certificate.sh "$domain"
