-- What the flight service is still to be asked about departures that booking knows. A departure may be learned from an answer that is older than what the worker has read of the changes feed; so it is asked for once more when its row
-- can be seen: whoever reads the feed from then on finds the row. And what the feed has named stays here until it was learned.
CREATE TABLE departure_question (
  departure_id  BIGINT NOT NULL,
  version       BIGINT NOT NULL COMMENT 'of the flight service: this one or a later one is to be learned; 0: whichever it is',
  due_at        DATETIME(6) NOT NULL,
  failures      SMALLINT NOT NULL DEFAULT 0 COMMENT 'each pause is longer than the one before',
  PRIMARY KEY (departure_id),
  KEY departure_question_due (due_at),
  CONSTRAINT departure_question_departure FOREIGN KEY (departure_id) REFERENCES departure (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Each that is known and has not left may have missed a change: it is asked for within an hour, behind what the feed names and what is learned meanwhile.
INSERT INTO departure_question (departure_id, version, due_at, failures)
SELECT id, 0, NOW(6) + INTERVAL id MOD 3600 SECOND, 1 FROM departure WHERE departs_at > UTC_TIMESTAMP(6) - INTERVAL 2 DAY;
