-- Where `aisle verify` and the worker stand with looking at the data, and what they found.

-- One row: what was looked at. Everything up to event_id that changed was looked at after its change; the round that goes on is at next_id.
CREATE TABLE verify_state (
  id              TINYINT NOT NULL,
  event_id        BIGINT NOT NULL COMMENT 'the events up to here were followed; 0: none yet',
  event_at        DATETIME(6) NULL COMMENT 'when that was',
  scope           ENUM('hold','departure') CHARACTER SET ascii NOT NULL COMMENT 'of the round that goes on',
  next_id         BIGINT NOT NULL COMMENT 'all before it was looked at since round_began_at',
  round_began_at  DATETIME(6) NULL COMMENT 'NULL: none goes on',
  full_began_at   DATETIME(6) NULL COMMENT 'the last whole round; NULL: none yet',
  full_ended_at   DATETIME(6) NULL,
  ran_at          DATETIME(6) NULL,
  PRIMARY KEY (id),
  CONSTRAINT verify_state_one CHECK (id = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

INSERT INTO verify_state (id, event_id, scope, next_id) VALUES (1, 0, 'hold', 1);

-- What was found wrong, looked at again at each run until it is right.
CREATE TABLE verify_finding (
  check_name  VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'I1',
  scope       ENUM('whole','hold','departure') CHARACTER SET ascii NOT NULL,
  subject_id  BIGINT NOT NULL COMMENT 'hold.id or departure.id, which need not exist; 0 where it is neither',
  violations  BIGINT NOT NULL,
  sample      VARCHAR(200) NOT NULL,
  seen_at     DATETIME(6) NOT NULL COMMENT 'last',
  PRIMARY KEY (scope, check_name, subject_id),
  KEY verify_finding_again (scope, seen_at, subject_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
