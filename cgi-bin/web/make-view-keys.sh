#!/bin/sh
# Writes the names of all markers in the given templates: view_keys.h (an enum for C) and view_keys.inc (static keys for view.cc).
# Usage: make-view-keys.sh FOLDER [TEMPLATE...]. An output whose content would not change keeps its time.
set -eu

folder=$1
shift
mkdir -p "$folder"

# One upper-case name a line, sorted, each once: variables, sections, includes; comments and pragmas are no markers.
marker_names() {
  [ $# -gt 0 ] || return 0
  awk '
    {
      text = text $0 "\n"
    }
    END {
      while ((start = index(text, "{{")) > 0) {
        text = substr(text, start + 2)
        end = index(text, "}}")
        if (end == 0)
          break
        marker = substr(text, 1, end - 1)
        text = substr(text, end + 2)
        if (marker ~ /^[!%]/)
          continue
        sub(/^[#\/>^]/, "", marker)
        sub(/[:\n ].*$/, "", marker)
        if (marker == "BI_NEWLINE" || marker == "BI_SPACE")
          continue
        if (marker !~ /^[A-Z][A-Z0-9_]*$/) {
          print "make-view-keys.sh: not a marker name: {{" marker "}}" >"/dev/stderr"
          exit 1
        }
        print marker
      }
    }' "$@" >"$folder/view_keys.names"
  LC_ALL=C sort -u "$folder/view_keys.names"
}

replace_if_changed() {
  cat >"$1.new"
  if cmp -s "$1.new" "$1"; then
    rm "$1.new"
  else
    mv "$1.new" "$1"
  fi
}

names=$(marker_names "$@")
rm -f "$folder/view_keys.names"

{
  echo "/* Made by make-view-keys.sh from the templates: every marker has a key. */"
  echo "#ifndef VIEW_KEYS_H"
  echo "#define VIEW_KEYS_H"
  echo
  echo "enum view_key {"
  for name in $names; do
    printf '\tK_%s,\n' "$name"
  done
  printf '\tVIEW_KEY_COUNT\n};\n\n#endif\n'
} | replace_if_changed "$folder/view_keys.h"

{
  echo "/* Made by make-view-keys.sh from the templates: the names behind enum view_key, in its order. */"
  for name in $names; do
    printf 'static const ctemplate::StaticTemplateString k%s = STS_INIT(k%s, "%s");\n' "$name" "$name" "$name"
  done
  echo "static const ctemplate::StaticTemplateString *const view_key_names[] = {"
  for name in $names; do
    printf '\t&k%s,\n' "$name"
  done
  printf '\tnullptr,\n};\n'
} | replace_if_changed "$folder/view_keys.inc"
