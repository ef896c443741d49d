# shellcheck shell=bash
# The private MariaDB of a stack: reached by its socket alone, durable; small, unless AISLE_STACK_DB_POOL, AISLE_STACK_DB_LOG and
# AISLE_STACK_DB_CONNECTIONS say how much memory and log it has and for how many.

# The settings of the server in DIR/db$1 ('' but in a cluster), without how it is reached from elsewhere.
write_server_conf() {
  cat >"$DIR/my$1.cnf" <<END
# Made by deploy/stack at each start.
[mariadbd]
datadir = $DIR/db$1
socket = $DIR/run/mariadb$1.sock
pid-file = $DIR/run/mariadbd$1.pid
tmpdir = $DIR/tmp
init_file = $DIR/secrets/accounts.sql
skip-name-resolve
local_infile = 0
symbolic-links = 0
character-set-server = utf8mb4
collation-server = utf8mb4_bin
transaction-isolation = READ-COMMITTED
innodb_flush_log_at_trx_commit = 1
innodb_lock_wait_timeout = 3
innodb_buffer_pool_size = ${AISLE_STACK_DB_POOL:-64M}
innodb_log_file_size = ${AISLE_STACK_DB_LOG:-32M}
aria_pagecache_buffer_size = 8M
key_buffer_size = 1M
max_connections = ${AISLE_STACK_DB_CONNECTIONS:-150}
table_open_cache = 400
performance_schema = off
END
}

# sql/grants.sql with this stack's passwords.
accounts() {
  local text name
  text=$(<"$ROOT/sql/grants.sql")
  for name in booking flights worker migrate admin; do
    text=${text//@${name}_password@/$(<"$DIR/secrets/${name}_password")}
  done
  printf '%s\n' "$text"
}

# The database client's settings for the server in DIR/db$1.
write_client_conf() {
  (
    umask 077
    printf '[client]\nsocket = %s\nuser = aisle_migrate\npassword = %s\ndefault-character-set = utf8mb4\n' \
      "$DIR/run/mariadb$1.sock" "$(<"$DIR/secrets/migrate_password")" >"$DIR/secrets/client$1.cnf"
  )
}

write_database_conf() {
  write_server_conf ''
  echo 'skip-networking' >>"$DIR/my.cnf"
  # The server runs this itself before it lets anybody in: no account with all rights is needed, and no password is in an argument.
  (umask 077 && accounts >"$DIR/secrets/accounts.sql")
  write_client_conf ''
}

# --force: a machine whose own name cannot be looked up is good enough. A data folder appears whole or not at all: a start that was broken off here is begun again.
make_database() {
  [[ ! -d $DIR/db ]] || return 0
  say "making the database in $DIR/db"
  rm -rf "$DIR/db.new"
  sed '/^init_file/d; /^wsrep_/d' "$DIR/my.cnf" >"$DIR/tmp/install.cnf"
  mariadb-install-db --defaults-file="$DIR/tmp/install.cnf" --datadir="$DIR/db.new" --skip-test-db --skip-name-resolve --force \
    --auth-root-authentication-method=socket --auth-root-socket-user=root >"$DIR/log/database-install.log" 2>&1 ||
    give_up "the database cannot be made" "$DIR/log/database-install.log"
  mv "$DIR/db.new" "$DIR/db"
}

database_answers() {
  mariadb --defaults-extra-file="$DIR/secrets/client.cnf" --connect-timeout=2 -e 'DO 1' aisle_booking >/dev/null 2>&1
}
