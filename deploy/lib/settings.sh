# shellcheck shell=bash
# Settings of a stack, made at each start: its own nginx.conf, aisle.ini and my.cnf, from the files that a real host uses.

BIND=${BIND:-127.0.0.1}
PORT=${PORT:-8080}
FLIGHTS_PORT=${FLIGHTS_PORT:-8081}

# Where to ask: "any address" is no address to connect to.
host_to_ask() {
  case $BIND in
    0.0.0.0) echo 127.0.0.1 ;;
    *) echo "$BIND" ;;
  esac
}

port_in_use() {
  (: <>"/dev/tcp/$(host_to_ask)/$1") 2>/dev/null
}

check_port() {
  if ! [[ $2 =~ ^(0|[1-9][0-9]{0,4})$ ]] || (($2 > 65535)); then
    fail "$1=$2 is no port"
  fi
  if (($2 > 0)) && port_in_use "$2"; then
    fail "port $2 on $BIND is in use by somebody else: choose another one with $1=..."
  fi
}

# Where stacks of one user tell each other what they have drawn, since each listens only many seconds later: a file a port, with the process that wants it.
ports_folder() {
  local at=${TMPDIR:-/tmp}
  [[ -w $at ]] || at=/tmp
  echo "$at/aisle-ports-$EUID"
}

FIRST_PORT=10000 PORTS=22000
# A port that is not $1, that nobody listens on, and that no other living process has got from here. It is ours until give_ports_back, or until we end.
free_port() (
  folder=$(ports_folder) owner=''
  (umask 077 && mkdir -p "$folder") 2>/dev/null
  [[ -O $folder && ! -L $folder ]] || fail "$folder cannot be made or is somebody else's: choose another TMPDIR"
  exec {turn}>"$folder/turn"
  flock "$turn"
  while :; do
    port=$((FIRST_PORT + SRANDOM % PORTS))
    read -r owner 2>/dev/null <"$folder/$port" || owner=''
    if [[ $port != "${1-}" && ! ($owner && -d /proc/$owner) ]] && ! port_in_use "$port"; then
      echo $$ >"$folder/$port"
      echo "$port"
      return
    fi
  done
)

give_ports_back() {
  local file owner
  for file in "$(ports_folder)"/[0-9]*; do
    if read -r owner 2>/dev/null <"$file" && [[ $owner == "$$" ]]; then
      rm -f "$file"
    fi
  done
}

choose_ports() {
  [[ $BIND =~ ^[0-9.]+$ ]] || fail "BIND=$BIND is no IPv4 address"
  check_port PORT "$PORT"
  check_port FLIGHTS_PORT "$FLIGHTS_PORT"
  ((PORT > 0)) || PORT=$(free_port "$FLIGHTS_PORT")
  ((FLIGHTS_PORT > 0)) || FLIGHTS_PORT=$(free_port "$PORT")
  [[ $PORT != "$FLIGHTS_PORT" ]] || fail "PORT and FLIGHTS_PORT are both $PORT"
  SITE_URL=${SITE_URL:-http://$(host_to_ask):$PORT}
  FLIGHTS_URL=http://$(host_to_ask):$FLIGHTS_PORT
}

# A file of the repository with a host's paths and addresses replaced by this stack's.
localized() {
  sed \
    -e "s|/usr/share/aisle/deploy/nginx/\([a-z-]*\.conf\)|$DIR/nginx/\1|g" \
    -e "s|/usr/share/aisle/public|$ROOT/build/public|g" \
    -e "s|/usr/share/aisle/words|$ROOT/build/words|g" \
    -e "s|/usr/share/aisle|$ROOT|g" \
    -e "s|/etc/aisle/secrets|$DIR/secrets|g" \
    -e "s|/run/mysqld/mysqld.sock|$DIR/run/mariadb.sock|g" \
    -e "s|/run/aisle|$DIR/run|g" \
    -e "s|/run/nginx.pid|$DIR/run/nginx.pid|g" \
    -e "s|/var/log/aisle|$DIR/log|g" \
    -e "s|/var/lib/nginx|$DIR/nginx|g" \
    -e "s|/var/lib/aisle|$DIR|g" \
    -e "s|/var/cache/aisle|$DIR/cache|g" \
    -e "s|https://aisle.example|$SITE_URL|g" \
    -e "s|http://127.0.0.1:8081|$FLIGHTS_URL|g" \
    -e "s|listen 127.0.0.1:8080;|listen $BIND:$PORT;|" \
    -e "s|listen 127.0.0.1:8081;|listen $BIND:$FLIGHTS_PORT;|" \
    -e "s|^second_factor = required|second_factor = optional|" \
    -e "/^user /d" \
    "$ROOT/$1"
}

write_nginx_conf() {
  local file kind name
  for file in "$ROOT"/deploy/nginx/*.conf; do
    localized "deploy/nginx/${file##*/}" >"$DIR/nginx/${file##*/}"
  done
  # What may be in a name and would mean something to nginx or sed is left out on nginx's own pages.
  name=${AISLE_SITE_NAME-}
  name=${name//[\"\\\$|&]/}
  {
    localized nginx.conf | sed -e '$d' -e "s|default \"Aisle Air\"|default \"${name:-Aisle Air}\"|"
    # Debian's folders for what does not fit into memory are root's.
    for kind in client_body fastcgi proxy uwsgi scgi; do
      echo "    ${kind}_temp_path $DIR/nginx/$kind;"
    done
    echo "}"
  } >"$DIR/nginx/nginx.conf"
}

# A program that takes a request of each connection is not asked to keep it.
write_engine() {
  local word=on
  [[ ${AISLE_FASTCGI_ENGINE-} != accept ]] || word=off
  sed -i "s/^fastcgi_keep_conn .*/fastcgi_keep_conn $word;/" "$DIR/nginx/fastcgi.conf"
}

random_hex() {
  od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'
}

# Each secret is made once and kept.
write_secrets() {
  local name
  for name in {booking,flights,worker,migrate,admin}_password flight_service_token link_key staff_key; do
    if [[ ! -s $DIR/secrets/$name ]]; then
      (umask 077 && random_hex 32 >"$DIR/secrets/$name.new" && chmod 0400 "$DIR/secrets/$name.new")
      mv "$DIR/secrets/$name.new" "$DIR/secrets/$name"
    fi
  done
  # The same token, for the program that shows it.
  cp -p "$DIR/secrets/flight_service_token" "$DIR/secrets/staff_flight_token.new"
  mv -f "$DIR/secrets/staff_flight_token.new" "$DIR/secrets/staff_flight_token"
}

# The demo's member of staff has a password of 20 letters that is made once; the file is for whoever runs this alone.
write_demo_password() {
  [[ ! -s $DIR/staff-password ]] || return 0
  (umask 077 && random_hex 10 >"$DIR/staff-password")
}

# For tests and people: where everything is.
write_env() {
  cat >"$DIR/env" <<END
PORT=$PORT
FLIGHTS_PORT=$FLIGHTS_PORT
SITE_URL=$SITE_URL
FLIGHTS_URL=$FLIGHTS_URL
AISLE_CONFIG=$DIR/aisle.ini
AISLE=$ROOT/$BUILD/aisle
DATABASE_SOCKET=$DIR/run/mariadb.sock
DATABASE_CLIENT_CNF=$DIR/secrets/client.cnf
MAIL_FOLDER=$DIR/mail
LOG_FOLDER=$DIR/log
END
}

write_settings() {
  choose_ports
  write_secrets
  localized deploy/aisle.ini.example >"$DIR/aisle.ini"
  write_nginx_conf
  write_env
}

# Settings for the programs that are put above aisle.ini: DIR/settings.env, read at each start of a program.
export_settings() {
  export AISLE_CONFIG=$DIR/aisle.ini
  if [[ -r $DIR/settings.env ]]; then
    local line
    while read -r line; do
      if [[ $line =~ ^[A-Z][A-Z0-9_]*= ]]; then
        export "${line?}"
      fi
    done <"$DIR/settings.env"
  fi
}
