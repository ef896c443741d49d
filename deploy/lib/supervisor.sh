# shellcheck shell=bash
# Starts everything in order, starts again what dies, stops everything in the opposite order.
# shellcheck disable=SC2153 # PORT and FLIGHTS_PORT come from settings.sh

declare -A PIDS=() STARTED_AT=() DEATHS=()
NAMES=()

# The command line of NAME, in COMMAND.
command_of() {
  case $1 in
    database*)
      COMMAND=(mariadbd --defaults-file="$DIR/my.cnf")
      if [[ $IS_CLUSTER ]]; then
        COMMAND=("$BASH" "$ROOT/deploy/stack" node "$DIR" "$1")
        [[ $1 != "$FIRST_NODE" ]] || COMMAND+=(--new)
        FIRST_NODE=''
      fi
      ;;
    booking) COMMAND=("$ROOT/$BUILD/booking.fcgi") ;;
    admin) COMMAND=("$ROOT/$BUILD/admin.fcgi") ;;
    flights) COMMAND=("$ROOT/$BUILD/flights.fcgi") ;;
    worker) COMMAND=("$ROOT/$BUILD/aisle-worker") ;;
    nginx) COMMAND=(nginx -e "$DIR/log/nginx.log" -c "$DIR/nginx/nginx.conf" -g 'daemon off;') ;;
  esac
}

# Its own session, so that Ctrl-C reaches only us and its whole family can be ended; told to stop should we die.
spawn() {
  local name=$1 pause=${2-0} COMMAND
  command_of "$name"
  rm -f "$DIR/run/$name.sock"
  (
    trap - INT TERM HUP
    exec {LOCK}>&-
    ((pause == 0)) || doze "$((pause / 10)).$((pause % 10))"
    export_settings
    if [[ $name == nginx ]]; then
      write_engine
      # It makes each of its maps in pieces of 400 kB and more: these go back to the system when they are freed (operators.md).
      export MALLOC_MMAP_THRESHOLD_=400000 MALLOC_TRIM_THRESHOLD_=1048576
    fi
    export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}log_path=$DIR/log/sanitizer.$name"
    export TSAN_OPTIONS="${TSAN_OPTIONS:+$TSAN_OPTIONS:}log_path=$DIR/log/sanitizer.$name"
    export UBSAN_OPTIONS="${UBSAN_OPTIONS:+$UBSAN_OPTIONS:}print_stacktrace=1:log_path=$DIR/log/sanitizer.$name"
    cd "$DIR" || exit 1
    exec setsid setpriv --pdeathsig TERM -- "${COMMAND[@]}" {NEVER}>&- </dev/null >>"$DIR/log/$name.log" 2>&1
  ) &
  # Its end is ours to tell, not the shell's.
  disown $!
  PIDS[$name]=$!
  STARTED_AT[$name]=$SECONDS
  record "$name" "$!"
}

lives() {
  [[ ${PIDS[$1]-} ]] && is_alive "${PIDS[$1]}"
}

# QUIT lets nginx finish what it has; the others do so on TERM.
end_one() {
  local name=$1 pid=${PIDS[$1]-} signal=TERM
  [[ $pid ]] || return 0
  [[ $name == nginx ]] && signal=QUIT
  kill -"$signal" "$pid" 2>/dev/null || true
  # nginx waits for idle kept connections no longer than this.
  if [[ $name == nginx ]] && ! await_end "$pid" 3; then
    kill -TERM "$pid" 2>/dev/null || true
  fi
  if ! await_end "$pid" "$(patience_with "$name")"; then
    say "$name does not stop: killed"
    kill -KILL "$pid" 2>/dev/null || true
  fi
  end_group "$pid"
  unset "PIDS[$name]"
  rm -f "$DIR/run/$name.record"
}

finish() {
  local i status=$1
  trap '' INT TERM HUP
  rm -f "$DIR/run/ready"
  ((${#PIDS[@]})) && say "stopping"
  for ((i = ${#ALL_NAMES[@]} - 1; i >= 0; i--)); do
    end_one "${ALL_NAMES[i]}"
  done
  give_ports_back
  ((status)) || say "stopped; the data stays in $DIR"
  rm -f "$DIR/run/supervisor.record"
  exit "$status"
}

give_up() {
  printf 'aisle: %s\n' "$1" >&2
  if [[ -s ${2-} ]]; then
    printf 'aisle: the end of %s:\n' "$2" >&2
    tail -n 8 "$2" >&2
  fi
  finish 1
}

# The status that one of our two servers gives to a path; nothing when it does not answer.
http_status() {
  local line
  (
    exec {http}<>"/dev/tcp/$(host_to_ask)/$1"
    printf 'GET %s HTTP/1.0\r\nHost: %s:%s\r\n\r\n' "$2" "$(host_to_ask)" "$1" >&"$http"
    read -rt 5 -u "$http" line && [[ $line =~ ^HTTP/[0-9.]+\ ([0-9]+) ]] && echo "${BASH_REMATCH[1]}"
  ) 2>/dev/null || true
}

answers() {
  case $1 in
    database*) if [[ $IS_CLUSTER ]]; then node_answers "$1"; else database_answers; fi ;;
    booking | flights | admin) [[ -S $DIR/run/$1.sock ]] ;;
    nginx) port_in_use "$PORT" && port_in_use "$FLIGHTS_PORT" ;;
    worker) true ;;
  esac
}

# At the first start nothing is tried twice: what dies or does not answer is told.
spawn_and_await() {
  local name=$1 i
  spawn "$name"
  for ((i = 0; i < $2 * 10; i++)); do
    lives "$name" || give_up "$name does not start" "$DIR/log/$name.log"
    if answers "$name"; then
      return
    fi
    doze 0.1
  done
  give_up "$name does not answer" "$DIR/log/$name.log"
}

await_readiness() {
  local i at port path name status=''
  for at in "$FLIGHTS_PORT/readyz" "$PORT/readyz" "$PORT/admin/readyz"; do
    port=${at%%/*} path=/${at#*/}
    for ((i = 0; i < 300; i++)); do
      status=$(http_status "$port" "$path")
      [[ $status == 200 ]] && continue 2
      for name in "${ALL_NAMES[@]}"; do
        lives "$name" || give_up "$name does not start" "$DIR/log/$name.log"
      done
      doze 0.1
    done
    give_up "http://$(host_to_ask):$at answers ${status:-nothing} and not 200: see $DIR/log"
  done
}

run_aisle() {
  (
    exec {LOCK}>&-
    export_settings
    "$ROOT/$BUILD/aisle" "$@"
  ) >>"$DIR/log/aisle.log" 2>&1 || give_up "\"aisle $*\" failed" "$DIR/log/aisle.log"
}

trim_logs() {
  local log
  for log in "$DIR"/log/*.log; do
    if [[ -f $log && $(stat -c %s "$log") -gt 20000000 ]]; then
      mv "$log" "$log.1"
    fi
  done
  rm -f "$DIR"/log/sanitizer.*
}

start_all() {
  local name
  NAMES=("${NODES[@]}")
  if [[ $IS_CLUSTER ]]; then
    start_cluster
  else
    spawn_and_await database 120
  fi
  run_aisle migrate
  if [[ $WITH_DEMO ]]; then
    run_aisle demo
    write_demo_password
    run_aisle staff add demo admin --password-file "$DIR/staff-password" --unless-there
  elif [[ ! $ONLY_DATABASE ]]; then
    run_aisle flights places
  fi
  [[ $ONLY_DATABASE ]] && return
  NAMES=("${ALL_NAMES[@]}")
  # The worker last: it asks the flight service through nginx at once.
  for name in flights booking admin nginx worker; do
    spawn_and_await "$name" 30
  done
  await_readiness
}

# One look at NAME: does it run as it should?
look_after() {
  local name=$1 pid=${PIDS[$1]-}
  if [[ -e $DIR/run/$name.stopped ]]; then
    end_one "$name"
    return
  fi
  if lives "$name"; then
    return
  fi
  if [[ $pid ]]; then
    say "$name (process $pid) died: starting it again"
    end_group "$pid"
    # The first time at once; when it dies again within seconds, after 0.2 s, 0.4 s ... 5 s.
    if ((SECONDS - STARTED_AT[$name] > 5)); then
      DEATHS[$name]=0
    fi
  fi
  local deaths=${DEATHS[$name]:-0} pause=0
  ((deaths == 0)) || pause=$((1 << (deaths > 5 ? 5 : deaths)))
  ((pid)) && DEATHS[$name]=$((deaths + 1))
  if [[ $IS_CLUSTER ]] && is_node "$name" && ! any_node_lives; then
    choose_first_node || return 0
    name=$FIRST_NODE
  fi
  spawn "$name" "$((pause > 50 ? 50 : pause))"
}

announce() {
  say "ready"
  if [[ $ONLY_DATABASE ]]; then
    echo "  database         $DIR/run/mariadb.sock"
  else
    echo "  booking site     $SITE_URL/"
    echo "  flight service   $FLIGHTS_URL/v1/airports"
    echo "  staff            $SITE_URL/admin/"
    [[ ! $WITH_DEMO ]] || echo "                   sign in as demo with the password $(<"$DIR/staff-password") (kept in $DIR/staff-password)"
  fi
  echo "  mail             $DIR/mail"
  echo "  logs             $DIR/log"
}

supervise() {
  local name
  umask 027
  exec {LOCK}>>"$DIR/run/lock"
  flock -n "$LOCK" || fail "$DIR is running already (process $(recorded_pid supervisor)): deploy/stack down $DIR stops it"
  end_leftovers
  rm -f "$DIR"/run/{ready,*.stopped,*.record}
  record supervisor $$
  trap 'finish 0' INT TERM HUP
  trim_logs
  need_programs
  write_settings
  mark_cluster
  if [[ $IS_CLUSTER ]]; then
    write_cluster_conf
    make_cluster
  else
    write_database_conf
    make_database
  fi
  start_all
  announce
  say "Ctrl-C stops it all (from elsewhere: deploy/stack down $DIR)"
  : >"$DIR/run/ready"
  while :; do
    for name in "${NAMES[@]}"; do
      look_after "$name"
    done
    [[ ! $IS_CLUSTER ]] || heal_cluster
    doze 0.2
  done
}

need_programs() {
  [[ ! $IS_CLUSTER || -e $GALERA_LIBRARY ]] || fail "there is no $GALERA_LIBRARY: deploy/install --galera"
  local program programs=(aisle booking.fcgi admin.fcgi flights.fcgi aisle-worker)
  [[ ! $ONLY_DATABASE ]] || programs=(aisle)
  for program in "${programs[@]}"; do
    [[ -x $ROOT/$BUILD/$program ]] || fail "$BUILD/$program is not built: make build"
  done
}
