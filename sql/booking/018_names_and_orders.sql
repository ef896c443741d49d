-- How far a name has been corrected is counted from what staff wrote last, where they have. Of names that were changed before, nobody knows by whom: it is counted from what they are now.

ALTER TABLE passenger
  ADD COLUMN named_given_name VARCHAR(100) NULL COMMENT 'as staff wrote it last',
  ADD COLUMN named_surname    VARCHAR(100) NULL COMMENT 'NULL: staff never did';

UPDATE passenger SET named_given_name = given_name, named_surname = surname WHERE sold_surname IS NOT NULL;

-- What a departure that is put on sale was asked to be sold as, for whoever has to find out whether it was made when the answer is lost.
ALTER TABLE departure_order
  ADD COLUMN sale        VARCHAR(300) NULL COMMENT 'route and fares, in words; NULL: not known, or nothing is put on sale',
  ADD COLUMN sale_digest BINARY(32) NULL COMMENT 'of route and fares, in whatever order',
  ADD CONSTRAINT departure_order_sale CHECK ((sale IS NULL) = (sale_digest IS NULL));
