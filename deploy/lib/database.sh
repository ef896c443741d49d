# shellcheck shell=bash
# The private MariaDB of a stack: reached by its socket alone, durable, small.

write_database_conf() {
  cat >"$DIR/my.cnf" <<END
# Made by deploy/stack at each start.
[mariadbd]
datadir = $DIR/db
socket = $DIR/run/mariadb.sock
pid-file = $DIR/run/mariadbd.pid
tmpdir = $DIR/tmp
init_file = $DIR/secrets/accounts.sql
skip-networking
skip-name-resolve
local_infile = 0
symbolic-links = 0
character-set-server = utf8mb4
collation-server = utf8mb4_bin
transaction-isolation = READ-COMMITTED
innodb_flush_log_at_trx_commit = 1
innodb_lock_wait_timeout = 3
innodb_buffer_pool_size = 64M
innodb_log_file_size = 32M
aria_pagecache_buffer_size = 8M
key_buffer_size = 1M
max_connections = 150
table_open_cache = 400
performance_schema = off
END
  # The server runs this itself before it lets anybody in: no account with all rights is needed, and no password is in an argument.
  local grants name
  grants=$(<"$ROOT/sql/grants.sql")
  for name in booking flights worker migrate admin; do
    grants=${grants//@${name}_password@/$(<"$DIR/secrets/${name}_password")}
  done
  (
    umask 077
    printf '%s\n' "$grants" >"$DIR/secrets/accounts.sql"
    printf '[client]\nsocket = %s\nuser = aisle_migrate\npassword = %s\ndefault-character-set = utf8mb4\n' \
      "$DIR/run/mariadb.sock" "$(<"$DIR/secrets/migrate_password")" >"$DIR/secrets/client.cnf"
  )
}

# --force: a machine whose own name cannot be looked up is good enough. A data folder appears whole or not at all: a start that was broken off here is begun again.
make_database() {
  [[ ! -d $DIR/db ]] || return 0
  say "making the database in $DIR/db"
  rm -rf "$DIR/db.new"
  sed '/^init_file/d' "$DIR/my.cnf" >"$DIR/tmp/install.cnf"
  mariadb-install-db --defaults-file="$DIR/tmp/install.cnf" --datadir="$DIR/db.new" --skip-test-db --skip-name-resolve --force \
    --auth-root-authentication-method=socket --auth-root-socket-user=root >"$DIR/log/database-install.log" 2>&1 ||
    give_up "the database cannot be made" "$DIR/log/database-install.log"
  mv "$DIR/db.new" "$DIR/db"
}

database_answers() {
  mariadb --defaults-extra-file="$DIR/secrets/client.cnf" --connect-timeout=2 -e 'DO 1' aisle_booking >/dev/null 2>&1
}
