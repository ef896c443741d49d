-- A person who was booked at least once, known as a coupon knows passengers: whoever sells this person a seat writes the row, so two sales of one
-- person on departures that overlap in time wait for each other, and on a cluster only one of them commits.
CREATE TABLE person (
  identity  VARCHAR(400) NOT NULL COMMENT 'folded given name and surname',
  born_on   DATE NOT NULL,
  version   BIGINT NOT NULL DEFAULT 1 COMMENT 'number of sales',
  PRIMARY KEY (identity, born_on),
  CONSTRAINT person_version CHECK (version >= 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- On which other departures a person is.
CREATE INDEX coupon_person ON coupon (identity, born_on);
