# shellcheck shell=bash
# How the scripts speak: one line for what is being done, one line for why it cannot be.

say() {
  printf 'aisle: %s\n' "$*"
}

fail() {
  printf 'aisle: %s\n' "$*" >&2
  exit 1
}
