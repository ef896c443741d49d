-- Staff: people, their sessions and second factors, and the log of what they did and read.

CREATE TABLE staff (
  id                 BIGINT NOT NULL AUTO_INCREMENT,
  name               VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'to sign in with, and in every event; never given to somebody else',
  role               ENUM('agent','gate','manager','admin') CHARACTER SET ascii NOT NULL COMMENT 'written and read by its number',
  password_hash      VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  is_password_given  BOOLEAN NOT NULL COMMENT 'chosen by somebody else: to be changed first of all',
  totp_secret        VARBINARY(80) NULL COMMENT 'sealed under [admin] seal_key_file; NULL: no second factor yet',
  totp_step          BIGINT NOT NULL DEFAULT 0 COMMENT 'of the last code that was taken: none counts twice',
  wrong_codes        SMALLINT NOT NULL DEFAULT 0 COMMENT 'in a row',
  created_at         DATETIME(6) NOT NULL,
  signed_in_at       DATETIME(6) NULL COMMENT 'last',
  disabled_at        DATETIME(6) NULL,
  version            BIGINT NOT NULL DEFAULT 1 COMMENT 'of what an admin changes',
  PRIMARY KEY (id),
  UNIQUE KEY staff_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE staff_session (
  id            BIGINT NOT NULL AUTO_INCREMENT,
  token_digest  BINARY(32) NOT NULL COMMENT 'SHA-256 of the cookie',
  staff_id      BIGINT NOT NULL,
  stage         ENUM('password','full') CHARACTER SET ascii NOT NULL COMMENT 'password: the second factor is still asked for',
  client        VARCHAR(60) NOT NULL COMMENT 'what signed in, in words',
  address       VARCHAR(64) NOT NULL,
  signed_in_at  DATETIME(6) NOT NULL,
  seen_at       DATETIME(6) NOT NULL,
  totp_pending  VARBINARY(80) NULL COMMENT 'a second factor that is being set up, sealed',
  PRIMARY KEY (id),
  UNIQUE KEY staff_session_token (token_digest),
  KEY staff_session_staff (staff_id),
  CONSTRAINT staff_session_staff FOREIGN KEY (staff_id) REFERENCES staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- For who has lost the second factor: each is good once.
CREATE TABLE staff_code (
  staff_id     BIGINT NOT NULL,
  code_digest  BINARY(32) NOT NULL COMMENT 'SHA-256 of 80 random bits in letters',
  used_at      DATETIME(6) NULL,
  PRIMARY KEY (staff_id, code_digest),
  CONSTRAINT staff_code_staff FOREIGN KEY (staff_id) REFERENCES staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What staff did, and what personal data they read: append-only. `hash` is SHA-256 over the row and the hash before it, so that a row that is
-- changed, taken away or put in between shows.
CREATE TABLE staff_audit (
  seq         BIGINT NOT NULL COMMENT '1, 2, 3, without a gap',
  at          DATETIME(6) NOT NULL,
  actor       VARCHAR(80) NOT NULL COMMENT 'name of a member of staff, or "operator" and a name on the machine',
  action      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject     VARCHAR(120) NOT NULL COMMENT 'staff/ada, departure/AX204/2026-12-01',
  detail      VARCHAR(1000) NOT NULL,
  address     VARCHAR(64) NOT NULL,
  request_id  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  hash        BINARY(32) NOT NULL,
  PRIMARY KEY (seq),
  KEY staff_audit_at (at, seq),
  KEY staff_audit_actor (actor, seq),
  KEY staff_audit_action (action, seq),
  KEY staff_audit_subject (subject, seq)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The end of that chain: locked by whoever appends, and known to `aisle verify` when the last rows are gone.
CREATE TABLE staff_audit_head (
  id    TINYINT NOT NULL,
  seq   BIGINT NOT NULL,
  hash  BINARY(32) NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT staff_audit_head_one CHECK (id = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
INSERT INTO staff_audit_head (id, seq, hash) VALUES (1, 0, REPEAT(CHAR(0), 32));

-- An entry that is not as it was written is found by its seq.
ALTER TABLE verify_finding
  MODIFY COLUMN scope ENUM('whole','hold','departure','audit') CHARACTER SET ascii NOT NULL,
  MODIFY COLUMN subject_id BIGINT NOT NULL COMMENT 'hold.id, departure.id or staff_audit.seq, which need not exist; 0 where it is none';

-- Departures day by day, in the order of their times.
ALTER TABLE departure ADD KEY departure_day (departs_on, departs_at);
