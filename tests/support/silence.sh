# shellcheck shell=bash disable=SC2154
# What programs say while tests run: errors that a file of tests has announced are its own, and none but those. Nobody ends by himself.

# How far each log of a stack has been looked at.
declare -A heard=()

logs_of() {
  local name
  for name in booking admin flights worker; do
    [[ ! -e $1/log/$name.log ]] || echo "$1/log/$name.log"
  done
}

# FOLDER of a stack: what its programs have logged as errors since it was listened to last, and what is broken however they call it.
new_errors() {
  local log
  while read -r log; do
    tail -c "+$((${heard[$log]:-0} + 1))" "$log"
  done < <(logs_of "$1") | grep -E '"level":"error"|"code":"broken"'
}
listen_from_here() {
  local log
  while read -r log; do
    heard[$log]=$(stat -c %s "$log")
  done < <(logs_of "$1")
}

# FOLDER: what the next file of tests announces is its own. What the one before it has announced may still come late.
listen_begin() {
  mv -f "$1/expected-errors" "$1/expected-before" 2>/dev/null || : >"$1/expected-before"
  : >"$1/expected-errors"
}
# FOLDER NAME: fails for NAME when there was an error that neither announced.
listen_end() {
  local folder=$1 patterns=$1/patterns errors status
  grep -h -s . "$folder/expected-errors" "$folder/expected-before" >"$patterns"
  [[ -s $patterns ]] || echo 'a^' >"$patterns"
  grep -E -q -f "$patterns" /dev/null
  status=$?
  if ((status > 1)); then
    fail "${2}an announced error is no pattern"
    show "$patterns"
  fi
  errors=$(new_errors "$folder" | grep -v -E -f "$patterns")
  listen_from_here "$folder"
  [[ $errors ]] || return 0
  unannounced=$((unannounced + 1))
  fail "$2$(grep -c . <<<"$errors") errors in the logs that it did not announce"
  head -n 12 <<<"$errors" | cut -c1-600 | sed 's/^/      | /'
}

# No sanitizer may have reported anything; a worker process may be killed by a test, and ends in no other way by itself; and what is told to stop does so.
check_silence() {
  local reports ends
  suite=silence
  mapfile -t reports < <(compgen -G "$RUN/sanitizer/*"; compgen -G "$RUN/*/log/sanitizer.*")
  if ((${#reports[@]})); then
    fail "${#reports[@]} sanitizer reports"
    show "${reports[0]}" 60
  else
    pass "no sanitizer has reported anything"
  fi
  ends=$(grep -h '"event":"server.worker_died"' "$RUN"/*/log/*.log 2>/dev/null | grep -v '"how":"signal 9"'
    grep -h 'does not stop: killed' "$RUN"/*/log/stack.log 2>/dev/null)
  if [[ $ends ]]; then
    fail "$(grep -c . <<<"$ends") processes ended by themselves, or did not when they were told to"
    head -n 12 <<<"$ends" | cut -c1-400 | sed 's/^/      | /'
  else
    pass "no process has ended by itself, and all did when they were told to"
  fi
}
