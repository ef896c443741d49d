/* What in SQL tells a seat that is in the aircraft from one that is not. */
#ifndef STORE_SEAT_PLAN_H
#define STORE_SEAT_PLAN_H

/* Claim c is no seat of its cabin p (outer joined). */
#define NOT_ON_THE_PLAN \
	"(p.code IS NULL OR CAST(LEFT(c.seat_no, CHAR_LENGTH(c.seat_no) - 1) AS UNSIGNED)" \
	" NOT BETWEEN p.first_row AND p.last_row OR LOCATE(RIGHT(c.seat_no, 1), p.letters) = 0" \
	" OR LOCATE(CONCAT(' ', c.seat_no, ' '), CONCAT(' ', p.missing, ' ')) > 0)"

#endif
