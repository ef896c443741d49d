-- As `click`, of a member of staff in the place of a browser. Kept for 48 hours.
CREATE TABLE staff_click (
  actor        VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'staff.name',
  form_key     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  fingerprint  BINARY(32) NOT NULL,
  answer       VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Location of the 303',
  told_again   INT NOT NULL DEFAULT 0 COMMENT 'as of `browser`: what is answered again is on disk then',
  created_at   DATETIME(6) NOT NULL,
  PRIMARY KEY (actor, form_key),
  KEY staff_click_age (created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
