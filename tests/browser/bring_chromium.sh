#!/bin/sh
# Brings Chromium for the browser tests: by apt where this is root on Debian, else it names the command.
set -eu
for name in "${HER2DASH_CHROMIUM:-}" chromium chromium-browser google-chrome; do
  if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium for the browser tests ..."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
  exit 0
fi
echo "The browser tests need Chromium, and none was found." >&2
echo "Install it with:  sudo apt-get install chromium" >&2
echo "or name one that is there:  HER2DASH_CHROMIUM=/path/to/chrome make test" >&2
exit 1
