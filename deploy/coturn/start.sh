#!/bin/sh
# Starts coturn with turnserver.conf and the secret of the environment; the rest is for its command line.
#     TURN_SECRET=... sh deploy/coturn/start.sh --realm=voice.example.org
# As an argument the secret would stand in `ps`, for everybody on the machine.
set -eu
: "${TURN_SECRET:?the same as in the settings of Gethory}"
umask 077
file=$(mktemp)
cat "$(dirname "$0")/turnserver.conf" - >"$file" <<EOF
static-auth-secret=$TURN_SECRET
EOF
# It is read from here, more than once; it has no name any more.
exec 3<"$file"
rm "$file"
unset TURN_SECRET
exec turnserver -c /dev/fd/3 "$@"
