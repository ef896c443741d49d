<?php
// The database: a connection that outlives the request, statements filled in by PDO as is its default, and transactions that are tried again after a deadlock.
declare(strict_types=1);

namespace Peer;

final class Database
{
    private const TRIES = 5;
    private const AGAIN = [1205, 1213];
    private \PDO $pdo;

    public function __construct()
    {
        $this->pdo = new \PDO('mysql:unix_socket=' . $_SERVER['PEER_DATABASE_SOCKET'] . ';dbname=' . $_SERVER['PEER_DATABASE'] . ';charset=utf8mb4',
            $_SERVER['PEER_ACCOUNT'], $_SERVER['PEER_PASSWORD'], [
                \PDO::ATTR_PERSISTENT => true, \PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION,
                \PDO::ATTR_DEFAULT_FETCH_MODE => \PDO::FETCH_ASSOC, \PDO::MYSQL_ATTR_INIT_COMMAND => "SET time_zone = '+00:00'",
            ]);
    }

    public function run(string $sql, array $values = []): \PDOStatement
    {
        $statement = $this->pdo->prepare($sql);
        $statement->execute($values);
        return $statement;
    }

    public function rows(string $sql, array $values = []): array
    {
        return $this->run($sql, $values)->fetchAll();
    }

    public function row(string $sql, array $values = []): ?array
    {
        $statement = $this->run($sql, $values);
        $row = $statement->fetch();
        $statement->closeCursor();
        return $row === false ? null : $row;
    }

    // One row, or several with one statement; the number of the (first) row where the table has one.
    public function insert(string $table, array ...$rows): int
    {
        $columns = array_keys($rows[0]);
        $marks = '(' . implode(',', array_fill(0, count($columns), '?')) . ')';
        $sql = 'INSERT INTO ' . $table . ' (' . implode(', ', $columns) . ') VALUES ' . implode(',', array_fill(0, count($rows), $marks));
        $this->run($sql, array_merge(...array_map('array_values', $rows)));
        return (int) $this->pdo->lastInsertId();
    }

    // Which key a row was refused for; null: it was no duplicate.
    public static function duplicate(\PDOException $error): ?string
    {
        return ($error->errorInfo[1] ?? 0) === 1062 && preg_match("/for key '(?:\w+\.)?(\w+)'/", $error->getMessage(), $match) ? $match[1] : null;
    }

    public function transaction(callable $work): mixed
    {
        for ($tries = 1;; $tries++) {
            try {
                $this->pdo->beginTransaction();
                $answer = $work($this);
                $this->pdo->commit();
                return $answer;
            } catch (\Throwable $error) {
                if ($this->pdo->inTransaction()) {
                    $this->pdo->rollBack();
                }
                // The browser's other tab may have been first to write its session down.
                $is_again = $error instanceof \PDOException &&
                    (in_array($error->errorInfo[1] ?? 0, self::AGAIN, true) || self::duplicate($error) === 'sessions_token');
                if (!$is_again || $tries === self::TRIES) {
                    throw $error;
                }
            }
        }
    }
}
