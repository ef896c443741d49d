#!/bin/sh
# Checks airports.tsv (or the file given): says what is wrong and where, exits 0 (fine) or 1.
set -u
export LC_ALL=C
table=${1:-$(dirname "$0")/airports.tsv}
zoneinfo=/usr/share/zoneinfo
status=0

complain() {
  echo "check-airports: $*" >&2
  status=1
}

[ -r "$table" ] || { complain "$table: cannot be read"; exit 1; }
iconv -f UTF-8 -t UTF-8 "$table" >/dev/null 2>&1 || complain "$table: not valid UTF-8"

awk -F '\t' '
function bad(what) { printf "check-airports: line %d: %s\n", NR, what; wrong = 1 }
function degrees(text, limit) {
  return text ~ /^-?[0-9]+\.[0-9][0-9][0-9][0-9]$/ && text + 0 >= -limit && text + 0 <= limit
}
NR == 1 {
  if ($0 != "code\tname\tcity\tcountry\tzone\tlatitude\tlongitude") bad("header")
  next
}
NF != 7 { bad(NF " columns"); next }
/[\001-\010\013-\037\177]/ { bad("control character") }
{
  if ($1 !~ /^[A-Z][A-Z][A-Z]$/) bad("code " $1)
  if ($1 <= before) bad("code " $1 " is there twice or out of order")
  before = $1
  if ($2 ~ /^ *$/) bad("no name")
  if ($3 ~ /^ *$/) bad("no city")
  if ($4 !~ /^[A-Z][A-Z]$/) bad("country " $4)
  if ($5 !~ /^[A-Z][A-Za-z_]+(\/[A-Z][A-Za-z_-]+)+$/) bad("zone " $5)
  if (!degrees($6, 90)) bad("latitude " $6)
  if (!degrees($7, 180)) bad("longitude " $7)
}
END {
  if (NR - 1 < 2900) { NR--; bad("only " NR " airports") }
  exit wrong
}' "$table" >&2 || status=1

for zone in $(tail -n +2 "$table" | cut -f 5 | sort -u); do
  [ "$(head -c 4 "$zoneinfo/$zone" 2>/dev/null)" = TZif ] || complain "zone $zone: not in $zoneinfo"
done

exit $status
