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

# FOLDER of a stack, FILE: there is then what its programs have logged as errors since it was listened to last, and what is broken however they call it.
new_errors() {
  local log from until
  : >"$2"
  while read -r log; do
    from=${heard[$log]:-0}
    until=$(stat -c %s "$log")
    tail -c "+$((from + 1))" "$log" | head -c "$((until - from))" | grep -E '"level":"error"|"code":"broken"' >>"$2"
    heard[$log]=$until
  done < <(logs_of "$1")
}
# What is still logged of a file of tests that has ended.
LATE_SECONDS=10

# FOLDER: what the next file of tests announces is its own. What the one before it has announced may still come for some seconds.
listen_begin() {
  mv -f "$1/expected-errors" "$1/expected-before" 2>/dev/null || : >"$1/expected-before"
  : >"$1/expected-errors"
  late_until=$(date -u -d "+$LATE_SECONDS seconds" +%FT%T)
}
# FOLDER NAME: fails for NAME when there was an error that neither announced.
listen_end() {
  local folder=$1 name patterns errors
  for name in errors before; do
    patterns=$folder/expected-$name
    [[ -s $patterns ]] || echo 'a^' >"$patterns"
    grep -E -q -f "$patterns" /dev/null
    if (($? > 1)); then
      fail "${2}an announced error is no pattern"
      show "$patterns"
    fi
  done
  new_errors "$folder" "$folder/errors"
  grep -v -E -f "$folder/expected-errors" "$folder/errors" >"$folder/errors.left"
  # A line begins with when it was.
  errors=$(
    awk -v late="{\"at\":\"$late_until" '$0 >= late' "$folder/errors.left"
    awk -v late="{\"at\":\"$late_until" '$0 < late' "$folder/errors.left" | grep -v -E -f "$folder/expected-before"
  )
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
