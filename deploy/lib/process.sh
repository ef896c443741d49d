# shellcheck shell=bash
# Processes by their recorded ids. A record is "pid start-time boot", so that a number that was given to somebody else is not taken for ours.

# The names of what a stack runs, in the order of starting; they are stopped in the opposite one.
ALL_NAMES=(database flights booking worker nginx)

# A pause without a process of its own, which a trapped signal ends at once.
exec {NEVER}<> <(:)
doze() {
  read -rt "$1" -u "$NEVER" || true
}

start_time() {
  local stat
  read -r stat 2>/dev/null <"/proc/$1/stat" || return 1
  # What follows the name in brackets, which may hold anything; the 22nd field of all is the 20th of these.
  local fields
  read -ra fields <<<"${stat##*) }"
  [[ ${fields[0]} != Z ]] || return 1
  echo "${fields[19]}"
}

record() {
  echo "$2 $(start_time "$2") $(</proc/sys/kernel/random/boot_id)" >"$DIR/run/$1.record" 2>/dev/null || true
}

# The process id of NAME, when it lives and is the one that was recorded.
recorded_pid() {
  local pid start boot
  [[ -r $DIR/run/$1.record ]] || return 1
  read -r pid start boot <"$DIR/run/$1.record" || return 1
  [[ $boot == "$(</proc/sys/kernel/random/boot_id)" && $start == "$(start_time "$pid")" ]] || return 1
  echo "$pid"
}

# Has PID ended, within so many seconds?
await_end() {
  local i
  for ((i = 0; i < $2 * 20; i++)); do
    start_time "$1" >/dev/null || return 0
    doze 0.05
  done
  return 1
}

# Every process of the group that PID led: what is left when a parent died hard.
end_group() {
  local i
  kill -TERM -- "-$1" 2>/dev/null || return 0
  for ((i = 0; i < 20; i++)); do
    kill -0 -- "-$1" 2>/dev/null || return 0
    doze 0.05
  done
  kill -KILL -- "-$1" 2>/dev/null || true
}

# What an earlier supervisor, killed hard, has left running. They were told to end when it died; see that they do.
end_leftovers() {
  local name pid i
  for ((i = ${#ALL_NAMES[@]} - 1; i >= 0; i--)); do
    name=${ALL_NAMES[i]}
    if pid=$(recorded_pid "$name"); then
      say "an earlier start did not end properly: stopping its $name (process $pid)"
      kill -TERM "$pid" 2>/dev/null || fail "process $pid is not yours to stop"
      await_end "$pid" 20 || kill -KILL "$pid" 2>/dev/null || true
      end_group "$pid"
    elif [[ -r $DIR/run/$name.record ]]; then
      # Its leader is gone; a worker of it may still hold a port.
      read -r pid _ <"$DIR/run/$name.record" || continue
      end_orphans "$pid"
    fi
    rm -f "$DIR/run/$name.record"
  done
}

# Processes of group PID that have our folder in their surroundings: nginx workers and the like.
end_orphans() {
  local stat fields process
  for process in /proc/[0-9]*; do
    read -r stat 2>/dev/null <"$process/stat" || continue
    read -ra fields <<<"${stat##*) }"
    if [[ ${fields[2]} == "$1" ]] && grep -qsaF "AISLE_CONFIG=$DIR/aisle.ini" "$process/environ"; then
      kill -TERM "${process#/proc/}" 2>/dev/null || true
      await_end "${process#/proc/}" 2 || kill -KILL "${process#/proc/}" 2>/dev/null || true
    fi
  done
}
