# shellcheck shell=bash
# Who runs it: you; or, when you are root, a system user without rights, which then owns the folder.

RUNNER=''
RUNNER_CAP=''

# Makes DIR and everything that must be done before rights are given up. Afterwards as_runner works.
prepare_start() {
  check_paths
  if recorded_pid supervisor >/dev/null; then
    fail "$DIR is running already: deploy/stack down $DIR stops it"
  fi
  check_free_space
  if ((EUID == 0)); then
    choose_runner
  elif [[ -e $DIR && ! -O $DIR ]]; then
    fail "$DIR belongs to $(stat -c %U "$DIR"), since it was started by root or somebody else first: start it as before, or choose another DIR"
  fi
  mkdir -p "$DIR" 2>/dev/null || fail "$DIR cannot be made: you may not write to $(dirname "$DIR")"
  if [[ ! -e $DIR/.aisle-stack && $(ls -A "$DIR") ]]; then
    fail "$DIR is not empty and was not made by deploy/stack: choose another DIR"
  fi
  (umask 027 && mkdir -p "$DIR"/{run,log,secrets,mail,cache,nginx,tmp} && : >"$DIR/.aisle-stack") ||
    fail "$DIR cannot be written to"
  rm -f "$DIR/run/ready"
  chmod 750 "$DIR"
  chmod 700 "$DIR/secrets"
  if ((EUID == 0)); then
    chown -R "$RUNNER:" "$DIR"
    check_runner_reach
  fi
}

check_paths() {
  local path
  for path in "$ROOT" "$DIR"; do
    [[ $path =~ ^[A-Za-z0-9_./+@,=-]+$ ]] || fail "$path: only letters, digits and _./+@,=- may be in the path"
  done
  ((${#DIR} <= 85)) || fail "$DIR: this path is too long for the sockets in it (85 characters at most)"
}

check_free_space() {
  local place=$DIR free need=400
  while [[ ! -d $place ]]; do
    place=$(dirname "$place")
  done
  free=$(df -Pm "$place" | awk 'NR == 2 { print $4 }')
  [[ -d $DIR/db ]] && need=50
  ((free >= need)) || fail "only $free MB are free on the disk of $DIR: $need MB are needed"
}

choose_runner() {
  if [[ -e $DIR/.aisle-stack && $(stat -c %U "$DIR") != root ]]; then
    RUNNER=$(stat -c %U "$DIR")
  else
    RUNNER=aisle
    if ! getent passwd aisle >/dev/null; then
      say "you are root: making the system user \"aisle\", which runs the database, the programs and nginx"
      useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin aisle ||
        fail "the user aisle cannot be made"
    fi
  fi
}

# Replaces this shell by the command, without root's rights. (no_setuid_fixup: else access(2) would not count the right that is left.)
as_runner() {
  if [[ ! $RUNNER ]]; then
    exec "$@"
  fi
  local caps="-all${RUNNER_CAP:+,+$RUNNER_CAP}"
  exec setpriv --reuid "$RUNNER" --regid "$(id -g "$RUNNER")" --clear-groups --no-new-privs \
    --inh-caps="$caps" --ambient-caps="$caps" --bounding-set="$caps" ${RUNNER_CAP:+--securebits=+no_setuid_fixup} -- "$@"
}

# Can the runner get at the checkout and the folder? They may lie where only root may go; then it keeps the one right to read there.
check_runner_reach() {
  local program
  for program in "$ROOT/$BUILD"/{booking.fcgi,flights.fcgi,aisle-worker,aisle}; do
    [[ ! -e $program || $(stat -c %A "$program") == *x ]] || chmod a+rx "$program"
  done
  reaches && return
  for RUNNER_CAP in dac_read_search dac_override; do
    if reaches; then
      say "user $RUNNER may not enter $ROOT or $DIR: it is left the right to read there (CAP_${RUNNER_CAP^^}), and no other"
      return
    fi
  done
  fail "user $RUNNER may not read $ROOT or enter $DIR: chmod a+x the folders above them"
}

reaches() {
  # shellcheck disable=SC2016
  (as_runner bash -c 'cd "$2" && for file in nginx.conf deploy/stack deploy/nginx/fastcgi.conf sql/grants.sql; do
    [[ -r $1/$file ]] || exit 1; done; : >"$2/run/reached"' - "$ROOT" "$DIR") 2>/dev/null
}
