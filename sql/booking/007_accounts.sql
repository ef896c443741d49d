-- Accounts whose address was shown to be their owner's, what signed in for them, and people they book for again and again.

ALTER TABLE customer ADD COLUMN confirmed_at DATETIME(6) NULL COMMENT 'an account: when somebody with its password opened a link mailed to its address; NULL: not yet';

ALTER TABLE browser ADD COLUMN client VARCHAR(60) NULL COMMENT 'what signed in, in words: Firefox on Windows';

ALTER TABLE account_token
  MODIFY COLUMN customer_id BIGINT NULL COMMENT 'NULL: asked for an address without an account; good for nothing',
  ADD COLUMN purpose ENUM('reset','confirm','move') CHARACTER SET ascii NOT NULL DEFAULT 'reset',
  ADD COLUMN email VARCHAR(254) NULL COMMENT 'move: the new address';

-- The kinds are those of domain/mail: a new letter needs no change of the table.
ALTER TABLE outbox MODIFY COLUMN kind VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL;

CREATE TABLE traveller (
  id           BIGINT NOT NULL AUTO_INCREMENT,
  ref          CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  customer_id  BIGINT NOT NULL,
  given_name   VARCHAR(100) NULL,
  surname      VARCHAR(100) NOT NULL,
  born_on      DATE NOT NULL,
  identity     VARCHAR(400) NOT NULL COMMENT 'folded given name and surname, as of passengers',
  PRIMARY KEY (id),
  UNIQUE KEY traveller_ref (ref),
  UNIQUE KEY traveller_person (customer_id, identity, born_on),
  CONSTRAINT traveller_customer FOREIGN KEY (customer_id) REFERENCES customer (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
