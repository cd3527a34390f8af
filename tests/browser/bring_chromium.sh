#!/bin/sh
# Brings Chromium for the browser tests: by apt where this is root on Debian, else it names the command.
set -eu
found() {
  for name in "$@"; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then return 0; fi
  done
  return 1
}
bring() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  if ! found "${HER2DASH_CHROMIUM:-}" chromium chromium-browser google-chrome; then
    echo "Installing Chromium for the browser tests ..."
    apt-get update -qq
    bring chromium fonts-dejavu-core
  fi
  # The same browser without its windows drives pages at half the work; where there is none, the first one does.
  if ! found "${HER2DASH_CHROMIUM:-}" chromium-headless-shell; then
    bring chromium-headless-shell 2>/dev/null || { apt-get update -qq && bring chromium-headless-shell 2>/dev/null; } ||
      echo "There is no chromium-headless-shell here: the browser tests take Chromium itself, and longer."
  fi
  exit 0
fi
if found "${HER2DASH_CHROMIUM:-}" chromium chromium-browser google-chrome; then exit 0; fi
echo "The browser tests need Chromium, and none was found." >&2
echo "Install it with:  sudo apt-get install chromium" >&2
echo "or name one that is there:  HER2DASH_CHROMIUM=/path/to/chrome make test" >&2
exit 1
