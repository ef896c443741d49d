# shellcheck shell=bash
# The database of a stack as a cluster: three MariaDB servers with Galera on this machine, each written to as if it were alone.
# The first is called "database" and is the one that programs write to while it lives; the others follow it.
# shellcheck disable=SC2034,SC2153 # names that the other files set and read

GALERA_LIBRARY=/usr/lib/galera/libgalera_smm.so
NODES=(database)
# The node that begins a new cluster at its next start; '' when there is one to join.
FIRST_NODE=''
# How long a server that did not end well may take to find out where it had come.
RECOVERY_SECONDS=60
# When the nodes were looked at last, and when one of them was ready last.
LOOKED_AT=0 READY_AT=0

use_cluster() {
  IS_CLUSTER=yes
  NODES=(database database2 database3)
  ALL_NAMES=("${NODES[@]}" flights booking admin worker nginx)
}

is_node() {
  [[ " ${NODES[*]} " == *" $1 "* ]]
}

# Remembers for later commands what kind of database this stack has.
mark_cluster() {
  rm -f "$DIR/run/cluster"
  [[ ! $IS_CLUSTER ]] || : >"$DIR/run/cluster"
}

# How the node NAME is reached, and how it finds the others: ports of SQL, group, incremental and full state transfer.
# A node counts as a server with a binary log, where only SUPER may make a trigger: tests have one made by the account that changes tables.
write_node_conf() {
  local name=$1 suffix=${1#database} sql=$2 group=$3 increments=$4 copies=$5
  write_server_conf "$suffix"
  mkdir -p "$DIR/tmp/$name"
  cat >>"$DIR/my$suffix.cnf" <<END
tmpdir = $DIR/tmp/$name
bind-address = 127.0.0.1
port = $sql
binlog_format = ROW
innodb_autoinc_lock_mode = 2
log_bin_trust_function_creators = ON
wsrep_on = ON
wsrep_provider = $GALERA_LIBRARY
wsrep_cluster_name = aisle
wsrep_cluster_address = gcomm://$GROUP_ADDRESSES
wsrep_node_name = $name
wsrep_node_address = 127.0.0.1
wsrep_node_incoming_address = 127.0.0.1:$sql
wsrep_slave_threads = 2
wsrep_sst_method = rsync
wsrep_sst_receive_address = 127.0.0.1:$copies
wsrep_sst_donor = database3,database2,
wsrep_provider_options = "gmcast.listen_addr=tcp://127.0.0.1:$group; ist.recv_addr=127.0.0.1:$increments; gcache.size=64M; evs.suspect_timeout=PT3S; evs.inactive_timeout=PT8S"
END
  write_client_conf "$suffix"
  # What was written at another node is there when it is read here.
  printf 'init-command = "SET SESSION wsrep_sync_wait = 15"\n' >>"$DIR/secrets/client$suffix.cnf"
}

# Four ports a node, all of them different and free.
choose_cluster_ports() {
  local port
  CLUSTER_PORTS=()
  while ((${#CLUSTER_PORTS[@]} < 4 * ${#NODES[@]})); do
    port=$(free_port "$PORT")
    if [[ " $FLIGHTS_PORT ${CLUSTER_PORTS[*]} " != *" $port "* ]]; then
      CLUSTER_PORTS+=("$port")
    fi
  done
}

write_cluster_conf() {
  local i text hosts='' CLUSTER_PORTS GROUP_ADDRESSES=''
  choose_cluster_ports
  for i in "${!NODES[@]}"; do
    hosts+=${hosts:+, }127.0.0.1:${CLUSTER_PORTS[4 * i]}
    GROUP_ADDRESSES+=${GROUP_ADDRESSES:+,}127.0.0.1:${CLUSTER_PORTS[4 * i + 1]}
  done
  for i in "${!NODES[@]}"; do
    write_node_conf "${NODES[i]}" "${CLUSTER_PORTS[@]:4 * i:4}"
  done
  # The same accounts, once for the sockets and once for the ports.
  text=$(accounts)
  (umask 077 && printf '%s\n' "$text" "${text//"'localhost'"/"'127.0.0.1'"}" >"$DIR/secrets/accounts.sql")
  sed -i "s|^socket = $DIR/run/mariadb.sock|host = $hosts|" "$DIR/aisle.ini"
  printf 'DATABASE_HOSTS=%s\nDATABASE_NODES=%s\n' "${hosts// /}" "${NODES[*]}" >>"$DIR/env"
}

# The first node's data as ever; the others take theirs from it.
make_cluster() {
  make_database
  mkdir -p "$DIR/db2" "$DIR/db3"
}

# How far NAME, which does not run, had come: "group:number". Nothing when it never had any data.
node_position() {
  local suffix=${1#database} group number
  [[ -e $DIR/db$suffix/ibdata1 ]] || return 0
  if [[ -r $DIR/db$suffix/grastate.dat ]]; then
    group=$(awk '$1 == "uuid:" { print $2 }' "$DIR/db$suffix/grastate.dat")
    number=$(awk '$1 == "seqno:" { print $2 }' "$DIR/db$suffix/grastate.dat")
    if [[ $number =~ ^[0-9]+$ ]]; then
      echo "$group:$number"
      return
    fi
  fi
  recovered_position "$suffix"
}

# The same of a server that did not end well: its engine knows. It is asked by a run of its own, which ends with us and is not waited for once it has said it: it hangs sometimes
# when it ends, with its port open, and whoever connected to it would hear nothing.
recovered_position() {
  local line said pid until=$((SECONDS + RECOVERY_SECONDS))
  exec {said}< <(
    [[ ! ${LOCK-} ]] || exec {LOCK}>&-
    exec setpriv --pdeathsig KILL -- mariadbd --defaults-file="$DIR/my$1.cnf" --wsrep-recover --disable-log-error 2>&1
  )
  pid=$!
  while ((SECONDS < until)) && read -rt $((until - SECONDS)) line <&"$said"; do
    if [[ $line =~ WSREP:\ Recovered\ position:\ *([0-9a-f-]+:-?[0-9]+) ]]; then
      echo "${BASH_REMATCH[1]}"
      break
    fi
  done
  kill -KILL "$pid" 2>/dev/null || true
  exec {said}<&-
  await_end "$pid" 10 || true
}

any_node_lives() {
  local name
  for name in "${NODES[@]}"; do
    lives "$name" && return
  done
  return 1
}

# No node runs: the one that knows most begins the cluster anew, in FIRST_NODE. When that one shall not run now, nobody may.
choose_first_node() {
  local name number most=-3
  FIRST_NODE=''
  for name in "${NODES[@]}"; do
    rm -f "$DIR/db${name#database}/gvwstate.dat"
    number=$(node_position "$name")
    number=${number##*:}
    if ((${number:--2} > most)) || { ((${number:--2} == most)) && [[ -e $DIR/run/$FIRST_NODE.stopped ]]; }; then
      most=${number:--2}
      FIRST_NODE=$name
    fi
  done
  [[ ! -e $DIR/run/$FIRST_NODE.stopped ]] || return 1
  if [[ -e $DIR/db${FIRST_NODE#database}/grastate.dat ]]; then
    sed -i 's/^safe_to_bootstrap: .*/safe_to_bootstrap: 1/' "$DIR/db${FIRST_NODE#database}/grastate.dat"
  fi
  say "$FIRST_NODE begins the cluster (at $most)"
}

# A cluster whose nodes all run and have lost each other (two died at once) waits for ever: here nobody else can have gone on, so it is begun anew.
heal_cluster() {
  local name
  ((SECONDS - LOOKED_AT >= 3)) || return 0
  LOOKED_AT=$SECONDS
  for name in "${NODES[@]}"; do
    if [[ -e $DIR/run/$name.stopped ]] || [[ $(node_status "$name") == *ON* ]]; then
      READY_AT=$SECONDS
      return
    fi
  done
  ((SECONDS - READY_AT >= 40)) || return 0
  say "no node is ready: ending them all"
  for name in "${NODES[@]}"; do
    end_one "$name"
  done
  READY_AT=$SECONDS
}

start_cluster() {
  local name
  choose_first_node
  for name in "$FIRST_NODE" "${NODES[@]}"; do
    lives "$name" || spawn_and_await "$name" 120
  done
}

# What NAME says of itself: nothing when it does not answer.
node_status() {
  mariadb --defaults-extra-file="$DIR/secrets/client${1#database}.cnf" --connect-timeout=2 --init-command='SET @none = 1' -Nse \
    "SHOW STATUS WHERE Variable_name IN ('wsrep_ready', 'wsrep_local_state_comment', 'wsrep_incoming_addresses')" 2>/dev/null
}

# A node that died and is back before the others have missed it keeps them from closing their ranks: for ten seconds nobody could write.
# So NAME waits until one of them goes on without it, and comes as a new member; when they cannot, it comes after a while as the one it was.
await_farewell() {
  local name state port i
  port=$(sed -n 's/^port = //p' "$DIR/my${1#database}.cnf")
  for ((i = 0; i < 60; i++)); do
    for name in "${NODES[@]}"; do
      if [[ $name != "$1" ]] && state=$(node_status "$name") && [[ $state == *ON* && $state != *":$port"* ]]; then
        rm -f "$DIR/db${1#database}/gvwstate.dat"
        return
      fi
    done
    doze 0.2
  done
}

# Replaces this shell by the server NAME. `--new`: it begins a cluster.
run_node() {
  local suffix=${1#database} position new=()
  if [[ ${2-} == --new ]]; then
    new=(--wsrep-new-cluster)
  else
    await_farewell "$1"
  fi
  position=$(node_position "$1")
  # Where Debian's mariadb-server is not installed, deploy/install has put its scripts there.
  export PATH=$ROOT/build/galera/usr/bin:$PATH
  exec mariadbd --defaults-file="$DIR/my$suffix.cnf" ${position:+--wsrep-start-position="$position"} "${new[@]}"
}

# Does NAME belong to the cluster, with all that the others have?
node_answers() {
  local state
  state=$(node_status "$1") && [[ $state == *Synced* && $state == *ON* ]]
}
