# shellcheck shell=bash
# What starting, stopping and asking a peer have in common. Everything of one lives in a folder DIR of its own.
set -euo pipefail

PEERS=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
ROOT=$(cd "$PEERS/../.." && pwd -P)

fail() {
  printf 'peer: %s\n' "$*" >&2
  exit 1
}

# ---- processes, by their records: "pid name start-time", one a line in DIR/pids ----

start_time_of() {
  local stat
  stat=$(<"/proc/$1/stat") 2>/dev/null || return 1
  stat=${stat##*) }
  cut -d' ' -f20 <<<"$stat"
}

is_ours() {
  [[ $(start_time_of "$1" 2>/dev/null) == "$2" ]]
}

# NAME COMMAND...: in the background, in a session of its own.
spawn() {
  local name=$1
  shift
  setsid "$@" </dev/null >>"$DIR/log/$name.log" 2>&1 &
  echo "$! $name $(start_time_of $!)" >>"$DIR/pids"
  disown $!
}

end() {
  local pid=$1 name=$2 started=$3 i
  is_ours "$pid" "$started" || return 0
  if [[ $name == node* ]]; then kill -TERM "$pid"; else kill -QUIT "$pid"; fi
  for ((i = 0; i < 100; i++)); do
    is_ours "$pid" "$started" || return 0
    # What idles on a kept connection is not waited for.
    ((i != 30)) || kill -TERM "$pid" 2>/dev/null || true
    sleep 0.1
  done
  kill -KILL -- "-$pid" 2>/dev/null || true
}

stop_all() {
  local pid name started
  [[ -e $DIR/pids ]] || return 0
  while read -r pid name started; do
    end "$pid" "$name" "$started"
  done < <(tac "$DIR/pids")
  rm -f "$DIR/pids"
}

# ---- the database ----

as_root() {
  mariadb --no-defaults --socket="$SOCKET" --user="${DATABASE_ROOT:-root}" --default-character-set=utf8mb4 "$@"
}

ask() {
  mariadb --defaults-extra-file="$DIR/client.cnf" --batch --skip-column-names -e "$1" "$DATABASE"
}

# A new, empty database with an account of its own.
make_database() {
  PASSWORD=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  as_root <<END || fail "no database can be made at $SOCKET"
DROP DATABASE IF EXISTS $DATABASE;
CREATE DATABASE $DATABASE CHARACTER SET utf8mb4 COLLATE ${COLLATION:-utf8mb4_general_ci};
CREATE USER IF NOT EXISTS '$DATABASE'@'localhost';
ALTER USER '$DATABASE'@'localhost' IDENTIFIED BY '$PASSWORD';
GRANT SELECT, INSERT, UPDATE, DELETE ON $DATABASE.* TO '$DATABASE'@'localhost';
END
  (umask 077 && printf '[client]\nsocket = %s\nuser = %s\npassword = %s\n' "$SOCKET" "$DATABASE" "$PASSWORD" >"$DIR/client.cnf")
}

# KIND FILE...: the tables of the files, and flights in them.
fill_database() {
  local kind=$1
  shift
  node "$PEERS/schedule.mjs" json >"$DIR/schedule.json"
  { cat "$@" && node "$PEERS/schedule.mjs" "$kind" <"$DIR/schedule.json"; } | as_root "$DATABASE" >/dev/null || fail "the tables cannot be filled"
}

# ---- nginx ----

# KIND is proxy or fastcgi: how nginx hands requests to DIR/run/app.sock.
start_nginx() {
  local kind=$1 user='#' i
  for ((i = 0; i < 300; i++)); do
    [[ ! -S $DIR/run/app.sock ]] || break
    sleep 0.1
  done
  ((EUID)) || user='user root;'
  sed -e "s|^\( *\)#$kind |\1|; /^ *#\(proxy\|fastcgi\) /d" -e "s|@USER@|$user|; s|@DIR@|$DIR|g; s|@ROOT@|$ROOT|g; s|@PORT@|$PORT|g" \
    "$PEERS/nginx.conf.in" >"$DIR/nginx.conf"
  spawn nginx nginx -e "$DIR/log/nginx-error.log" -c "$DIR/nginx.conf" -g 'daemon off;'
}

status_of() {
  local line
  (
    exec {http}<>"/dev/tcp/127.0.0.1/$PORT"
    printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1:%s\r\n\r\n' "$1" "$PORT" >&"$http"
    read -rt 10 -u "$http" line && [[ $line =~ ^HTTP/[0-9.]+\ ([0-9]+) ]] && echo "${BASH_REMATCH[1]}"
  ) 2>/dev/null || true
}

# The greeting, and a page that needs the database.
await_answer() {
  local i
  for ((i = 0; i < 300; i++)); do
    if [[ $(status_of /hello) == 200 && $(status_of /) == 200 ]]; then
      return
    fi
    sleep 0.1
  done
  tail -n 20 "$DIR"/log/*.log >&2
  stop_all
  fail "no answer at port $PORT: see $DIR/log"
}

# ---- what the scripts of a peer are called with ----

# DIR SOCKET PORT: a clean folder.
begin_start() {
  (($# == 3)) || fail "usage: start DIR SOCKET PORT    (DEPARTURES=2000 of them, HOLD_SECONDS=1200)"
  mkdir -p "$1"/{run,log,tmp}
  DIR=$(realpath "$1") SOCKET=$(realpath "$2") PORT=$3
  [[ $DIR =~ ^[A-Za-z0-9_./+@,=-]+$ ]] || fail "$DIR: only letters, digits and _./+@,=- may be in the path"
  [[ ! -e $DIR/pids ]] || fail "$DIR runs already, or was not stopped: stop it first"
  rm -f "$DIR"/{log/*.log,run/app.sock}
}

need_packages() {
  [[ -d $1/node_modules ]] || fail "the npm packages of $1 are not there: deploy/install --bench, or npm ci in that folder"
}

start_node() {
  need_packages "$PEERS/node"
  export NODE_ENV=production PEER_LISTEN=$DIR/run/app.sock PEER_DATABASE_SOCKET=$SOCKET PEER_DATABASE=$DATABASE PEER_ACCOUNT=$DATABASE
  export PEER_PASSWORD=$PASSWORD PEER_FOLDER=$DIR
  spawn node node "$1"
}

of_folder() {
  [[ ${1-} && -d $1 ]] || fail "usage: $(basename "$0") DIR"
  DIR=$(realpath "$1")
}

print_plan() {
  ask "$1" >"$DIR/taken.tsv"
  node "$PEERS/schedule.mjs" plan "$DIR/taken.tsv" <"$DIR/schedule.json"
}

# Of tables.sql. "double" counts the seats for which two passengers have tickets, or one whose seat is another hold's.
print_row_plan() {
  print_plan "SELECT CONCAT(d.flight_no, '/', d.departs_on), GROUP_CONCAT(s.seat_no SEPARATOR ' ') FROM seats s JOIN departures d ON d.id = s.departure_id
    WHERE s.state IN ('sold', 'blocked') OR s.held_until > UTC_TIMESTAMP(3) GROUP BY d.id"
}
print_row_counts() {
  ask "SELECT CONCAT('{\"holds\":', (SELECT COUNT(*) FROM holds), ',\"bookings\":', (SELECT COUNT(*) FROM bookings WHERE state = 'confirmed'),
    ',\"seats_sold\":', (SELECT COUNT(*) FROM seats WHERE state = 'sold'), ',\"double\":',
    (SELECT COUNT(*) FROM (SELECT 1 FROM tickets GROUP BY departure_id, seat_no HAVING COUNT(*) > 1) AS twice)
    + (SELECT COUNT(*) FROM tickets t JOIN bookings b ON b.id = t.booking_id JOIN seats s ON s.departure_id = t.departure_id AND s.seat_no = t.seat_no
       WHERE s.state <> 'sold' OR s.hold_id <> b.hold_id), '}')"
}
