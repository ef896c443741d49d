# shellcheck shell=bash
# Processes by their recorded ids. A record is "pid start-time boot", so that a number that was given to somebody else is not taken for ours.

# The names of what a stack runs, in the order of starting; they are stopped in the opposite one.
ALL_NAMES=(database flights booking admin worker nginx)

# A pause without a process of its own, which a trapped signal ends at once.
exec {NEVER}<> <(:)
doze() {
  read -rt "$1" -u "$NEVER" || true
}

# Fields of /proc/PID/stat after the name, which may hold anything: state, parent, group, ... start time (the 20th), in STAT.
read_stat() {
  local line
  read -r line 2>/dev/null <"/proc/$1/stat" || return 1
  # shellcheck disable=SC2206 # they are words
  STAT=(${line##*) })
}

# Does PID live? A zombie does not.
is_alive() {
  local STAT
  read_stat "$1" && [[ ${STAT[0]} != Z ]]
}

start_time() {
  local STAT
  is_alive "$1" && read_stat "$1" && echo "${STAT[19]}"
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
    is_alive "$1" || return 0
    doze 0.05
  done
  return 1
}

# Is there a living process in the group that PID led?
group_lives() {
  local STAT process
  kill -0 -- "-$1" 2>/dev/null || return 1
  for process in /proc/[0-9]*; do
    if read_stat "${process#/proc/}" && [[ ${STAT[2]} == "$1" && ${STAT[0]} != Z ]]; then
      return 0
    fi
  done
  return 1
}

# How long NAME may take to end, in seconds: as under systemd (deploy/systemd), or longer.
patience_with() {
  [[ $1 == worker ]] && echo 60 || echo 30
}

# Ends every process of the group that PID led: what is left when a parent died hard.
end_group() {
  local i
  kill -TERM -- "-$1" 2>/dev/null || return 0
  for ((i = 0; i < 20; i++)); do
    group_lives "$1" || return 0
    doze 0.05
  done
  kill -KILL -- "-$1" 2>/dev/null || true
}

# What an earlier supervisor, killed hard, has left running. They were told to end when it died; see that they do.
end_leftovers() {
  local name pid boot i
  for ((i = ${#ALL_NAMES[@]} - 1; i >= 0; i--)); do
    name=${ALL_NAMES[i]}
    if pid=$(recorded_pid "$name"); then
      say "an earlier start did not end properly: stopping its $name (process $pid)"
      kill -TERM "$pid" 2>/dev/null || fail "process $pid is not yours to stop"
      await_end "$pid" "$(patience_with "$name")" || kill -KILL "$pid" 2>/dev/null || true
      end_group "$pid"
    elif [[ -r $DIR/run/$name.record ]]; then
      # Its leader is gone; a worker of it may still hold a port. After another start of the machine nothing of it is left, and its number is somebody else's.
      read -r pid _ boot <"$DIR/run/$name.record" || continue
      if [[ $boot == "$(</proc/sys/kernel/random/boot_id)" ]]; then
        end_orphans "$pid"
      fi
    fi
    rm -f "$DIR/run/$name.record"
  done
}

# Processes of the group that PID led which work in our folder: nginx workers and the like.
end_orphans() {
  local STAT process
  for process in /proc/[0-9]*; do
    read_stat "${process#/proc/}" || continue
    if [[ ${STAT[2]} == "$1" && $(readlink "$process/cwd")/ == "$DIR"/* ]]; then
      say "an earlier start did not end properly: stopping what it left (process ${process#/proc/})"
      kill -TERM "${process#/proc/}" 2>/dev/null || true
      await_end "${process#/proc/}" 2 || kill -KILL "${process#/proc/}" 2>/dev/null || true
    fi
  done
}
