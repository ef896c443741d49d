-- The databases, and one account per program with just what it needs. `make run` fills the @…@ in and lets the server run this at each
-- start; on a host an administrator fills them in and feeds the file to `mariadb` on standard input. It can be run again at any time.

CREATE DATABASE IF NOT EXISTS aisle_booking CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE DATABASE IF NOT EXISTS aisle_flights CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Migrations and the demo schedule: the only account that may change tables.
CREATE USER IF NOT EXISTS 'aisle_migrate'@'localhost';
ALTER USER 'aisle_migrate'@'localhost' IDENTIFIED BY '@migrate_password@';
GRANT ALL PRIVILEGES ON `aisle\_booking`.* TO 'aisle_migrate'@'localhost';
GRANT ALL PRIVILEGES ON `aisle\_flights`.* TO 'aisle_migrate'@'localhost';

-- The booking site.
CREATE USER IF NOT EXISTS 'aisle_booking'@'localhost';
ALTER USER 'aisle_booking'@'localhost' IDENTIFIED BY '@booking_password@';
GRANT SELECT, INSERT, UPDATE, DELETE ON `aisle\_booking`.* TO 'aisle_booking'@'localhost';

-- The worker.
CREATE USER IF NOT EXISTS 'aisle_worker'@'localhost';
ALTER USER 'aisle_worker'@'localhost' IDENTIFIED BY '@worker_password@';
GRANT SELECT, INSERT, UPDATE, DELETE ON `aisle\_booking`.* TO 'aisle_worker'@'localhost';

-- Staff pages.
CREATE USER IF NOT EXISTS 'aisle_admin'@'localhost';
ALTER USER 'aisle_admin'@'localhost' IDENTIFIED BY '@admin_password@';
GRANT SELECT, INSERT, UPDATE, DELETE ON `aisle\_booking`.* TO 'aisle_admin'@'localhost';

-- The flight service.
CREATE USER IF NOT EXISTS 'aisle_flights'@'localhost';
ALTER USER 'aisle_flights'@'localhost' IDENTIFIED BY '@flights_password@';
GRANT SELECT, INSERT, UPDATE, DELETE ON `aisle\_flights`.* TO 'aisle_flights'@'localhost';
