#!/bin/sh
# What the tests need of Debian: Chromium, fonts for every script the assistant writes, PostgreSQL.
set -e
missing=""
[ -x /usr/bin/chromium ] || missing="$missing chromium"
fc-list 2>/dev/null | grep -qi noto || missing="$missing fonts-noto-core fontconfig"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
[ -z "$missing" ] && exit 0
[ "$(id -u)" = 0 ] || { echo "The tests need: apt-get install$missing" >&2; exit 1; }
echo "· installing for the tests:$missing"
apt-get update -q >/dev/null
DEBIAN_FRONTEND=noninteractive apt-get install -y -q $missing >/dev/null
