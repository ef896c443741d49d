-- What an address gave back unbought is looked up at each hold: by departure and address, so that it does not matter how many holds an address has had (an office, a carrier's customers)
-- nor how much has happened on the departure. A hold writes it down when it gives seats back or when it is written down that its time is over; a day later it is forgotten.
CREATE TABLE keeping_gone (
  departure_id  BIGINT NOT NULL,
  address       VARBINARY(45) NOT NULL,
  at            DATETIME(6) NOT NULL COMMENT 'given back, or over',
  hold_id       BIGINT NOT NULL,
  placed_at     DATETIME(6) NOT NULL COMMENT 'the hold',
  seats         SMALLINT NOT NULL,
  PRIMARY KEY (departure_id, address, at, hold_id),
  KEY keeping_gone_at (at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

INSERT INTO keeping_gone (departure_id, address, at, hold_id, placed_at, seats)
SELECT e.departure_id, h.address, e.at, h.id, h.placed_at, COUNT(*)
FROM hold h FORCE INDEX (hold_expiry) STRAIGHT_JOIN seat_event e FORCE INDEX (seat_event_hold) ON e.hold_id = h.id
WHERE h.state IN ('open', 'used', 'released', 'expired') AND h.expires_at > NOW(6) - INTERVAL 1 DAY
  AND e.what = 'released' AND e.at > NOW(6) - INTERVAL 1 DAY
GROUP BY e.departure_id, h.address, e.at, h.id, h.placed_at;

INSERT INTO keeping_gone (departure_id, address, at, hold_id, placed_at, seats)
SELECT s.departure_id, h.address, h.expires_at, h.id, h.placed_at, h.adults + h.children
FROM hold h FORCE INDEX (hold_expiry) STRAIGHT_JOIN segment s ON s.hold_id = h.id
WHERE h.state = 'expired' AND h.expires_at > NOW(6) - INTERVAL 1 DAY;

ALTER TABLE seat_event DROP KEY seat_event_hold;
