# shellcheck shell=bash disable=SC2154
# What tests/run starts, and stops whatever happens: programs, shells beside this one, a database server, whole Aisles.

# SECONDS COMMAND...: in the background, so that Ctrl-C ends it at once and not when it is done.
within() {
  timeout -k 10 "$@" {OUT}>&- &
  child=$!
  wait "$child"
  local status=$?
  child=''
  return $status
}
stop_child() {
  [[ $child ]] || return 0
  kill -TERM "$child" 2>/dev/null
  wait "$child" 2>/dev/null
  child=''
}

# NAME COMMAND...: beside what comes next, in a shell of its own, whose lines and counts are taken when it is waited for or stopped.
begin_beside() {
  local name=$1
  shift
  rm -f "$RUN/$name.counts"
  (
    passed=0 failed=0 child='' database_pid='' stacks=() beside=()
    exec {OUT}>&-
    exec {OUT}>&1
    trap "trap '' TERM; exec >&$OUT; stop_all; say_counts $name; exit 143" TERM
    trap '' INT
    "$@"
    # What did not come up is told of, and stays behind else.
    stop_all
    say_counts "$name"
  ) >"$RUN/log/$name.lines" 2>&1 &
  beside[$name]=$!
}
say_counts() {
  echo "$passed $failed" >"$RUN/$1.counts"
}
end_beside() {
  local name=$1 more_passed more_failed
  wait "${beside[$name]}"
  unset "beside[$name]"
  cat "$RUN/log/$name.lines"
  # A shell that died has said nothing, or not all.
  read -r more_passed more_failed 2>/dev/null <"$RUN/$name.counts" || more_passed=0 more_failed=1
  passed=$((passed + more_passed)) failed=$((failed + more_failed))
}
stop_beside() {
  local name
  ((${#beside[@]})) || return 0
  kill -TERM "${beside[@]}" 2>/dev/null
  for name in "${!beside[@]}"; do
    end_beside "$name"
  done
}

stop_database() {
  [[ $database_pid ]] || return 0
  kill "$database_pid" 2>/dev/null
  wait "$database_pid" 2>/dev/null
  database_pid=''
}

# A server for the store tests, whose root needs no password; they make and drop their own databases.
start_database() {
  local folder=$RUN/database as_root=() i
  ((EUID)) || as_root=(--user=root)
  mkdir -p "$folder"
  mariadb-install-db --no-defaults --datadir="$folder/data" --skip-test-db --auth-root-authentication-method=normal \
    "${as_root[@]}" >"$RUN/log/database.log" 2>&1 || return 1
  mariadbd --no-defaults --skip-networking --datadir="$folder/data" --socket="$folder/sock" --pid-file="$folder/pid" \
    --innodb-buffer-pool-size=64M --innodb-flush-log-at-trx-commit=0 --max-connections=200 "${as_root[@]}" \
    >>"$RUN/log/database.log" 2>&1 {OUT}>&- &
  database_pid=$!
  for ((i = 0; i < 300; i++)); do
    mariadb --no-defaults --socket="$folder/sock" --user=root -e 'DO 1' >/dev/null 2>&1 && return 0
    kill -0 "$database_pid" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

# A whole Aisle for a suite, in $RUN/NAME; DEMO is a folder with the tables of its flights.
start_stack() {
  local name=$1 demo=$2 san=--san
  [[ $BUILD != build/tsan ]] || san=--san=thread
  # Before it is there: a signal that comes meanwhile is heard when it is.
  stacks+=("$name")
  # What the flight service said is asked for again soon, and a service that came back is tried soon.
  PORT=0 FLIGHTS_PORT=0 AISLE_DEMO_FOLDER=$demo AISLE_FLIGHT_SERVICE_FRESH_SECONDS=1 AISLE_FLIGHT_SERVICE_PAUSE_SECONDS=1 \
    deploy/stack up "$RUN/$name" $san --demo >"$RUN/log/$name.log" 2>&1 {OUT}>&-
}
stop_stacks() {
  local name
  for name in "${stacks[@]}"; do
    if ! deploy/stack down "$RUN/$name" >>"$RUN/log/$name.log" 2>&1; then
      fail "the Aisle $name does not end well"
      show "$RUN/log/$name.log"
    fi
  done
  stacks=()
}

# All that this shell has started.
stop_all() {
  stop_child
  stop_beside
  stop_stacks
  stop_database
}

# Airports and aircraft, and no flights but those that tests make.
places_only() {
  mkdir -p "$RUN/places"
  cp sql/demo/{airports,aircraft,cabins}.tsv "$RUN/places/"
  head -1 sql/demo/network.tsv >"$RUN/places/network.tsv"
}
