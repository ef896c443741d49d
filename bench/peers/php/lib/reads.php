<?php
// What the pages show.
declare(strict_types=1);

namespace Peer;

const NEIGHBOURS = 3;
const FREE = "(s.state = 'free' OR (s.state = 'held' AND s.held_until <= UTC_TIMESTAMP(3)))";
const DEPARTURE = 'd.id, d.flight_no, d.departs_on, d.origin, d.destination, d.departs_at, d.arrives_at, d.origin_offset, d.destination_offset, d.state,
    a.name AS aircraft, o.city AS origin_city, t.city AS destination_city';
const DEPARTURE_JOINS = 'JOIN aircraft a ON a.code = d.aircraft_code JOIN airports o ON o.code = d.origin JOIN airports t ON t.code = d.destination';
const FARE = 'f.basis, f.currency, f.fare_minor, f.taxes, f.taxes_minor, f.total_minor, f.is_refundable, f.change_fee_minor, f.cancel_fee_minor';

// Rows of departures joined with their fares: each departure once, with its fares from the cheapest.
function with_fares(array $rows): array
{
    $departures = [];
    foreach ($rows as $row) {
        $departures[$row['id']] ??= $row + ['fares' => []];
        $departures[$row['id']]['fares'][] = $row;
    }
    return $departures;
}

function airports(Database $db): array
{
    return array_column($db->rows('SELECT code, city FROM airports ORDER BY city'), 'city', 'code');
}

function find_departure(Database $db, string $flight_no, string $departs_on): array
{
    $rows = $db->rows('SELECT ' . DEPARTURE . ', ' . FARE . ' FROM departures d ' . DEPARTURE_JOINS . ' JOIN fares f ON f.departure_id = d.id
        WHERE d.flight_no = ? AND d.departs_on = ? ORDER BY f.total_minor', [$flight_no, $departs_on]);
    return $rows ? current(with_fares($rows)) : throw new Refusal('not-found');
}

function search(Database $db, string $origin, string $destination, string $date): array
{
    $departures = with_fares($db->rows('SELECT ' . DEPARTURE . ', ' . FARE . ' FROM departures d ' . DEPARTURE_JOINS . '
        JOIN fares f ON f.departure_id = d.id WHERE d.origin = ? AND d.destination = ? AND d.departs_on = ? ORDER BY d.departs_at, f.total_minor',
        [$origin, $destination, $date]));
    $free = array_column($db->rows('SELECT d.id, COUNT(*) AS free FROM departures d JOIN seats s ON s.departure_id = d.id AND ' . FREE . '
        WHERE d.origin = ? AND d.destination = ? AND d.departs_on = ? GROUP BY d.id', [$origin, $destination, $date]), 'free', 'id');
    $lowest = array_column($db->rows('SELECT d.departs_on, MIN(f.total_minor) AS lowest FROM departures d JOIN fares f ON f.departure_id = d.id
        WHERE d.origin = ? AND d.destination = ? AND d.departs_on BETWEEN ? AND ? GROUP BY d.departs_on',
        [$origin, $destination, days_from($date, -NEIGHBOURS), days_from($date, NEIGHBOURS)]), 'lowest', 'departs_on');
    return ['departures' => $departures, 'free' => $free, 'lowest' => $lowest];
}

// The seats of a departure in their order; "yours" are those that an open hold of this browser keeps.
function seats_of(Database $db, int $departure_id, ?string $token): array
{
    return $db->rows("SELECT s.seat_no, s.row_no, s.letter, s.place, s.is_exit,
        CASE WHEN " . FREE . " THEN 'free' WHEN s.state = 'blocked' THEN 'blocked' WHEN s.state = 'held' AND w.token = ? THEN 'yours' ELSE 'taken' END AS state
        FROM seats s LEFT JOIN holds h ON h.id = s.hold_id LEFT JOIN sessions w ON w.id = h.session_id
        WHERE s.departure_id = ? ORDER BY s.row_no, s.letter", [$token ?? '', $departure_id]);
}

function segments_of(Database $db, int $hold_id): array
{
    return $db->rows('SELECT g.position, g.basis, ' . DEPARTURE . ",
        (SELECT GROUP_CONCAT(s.seat_no ORDER BY s.passenger_no SEPARATOR ' ') FROM seats s WHERE s.hold_id = g.hold_id AND s.departure_id = d.id) AS seats
        FROM hold_segments g JOIN departures d ON d.id = g.departure_id " . DEPARTURE_JOINS . ' WHERE g.hold_id = ? ORDER BY g.position', [$hold_id]);
}

function fill(Database $db, array $row, int $hold_id): array
{
    return $row + [
        'segments' => segments_of($db, $hold_id),
        'prices' => $db->rows('SELECT kind, code, quantity, unit_minor, amount_minor FROM price_lines WHERE hold_id = ? ORDER BY line_no', [$hold_id]),
        'passengers' => $db->rows('SELECT given_name, surname, born_on FROM passengers WHERE hold_id = ? ORDER BY no', [$hold_id]),
    ];
}

// Of an ended hold, the state says how it ended.
function find_hold(Database $db, string $ref, string $token): array
{
    $hold = $db->row("SELECT h.id, h.ref, h.version, h.expires_at, h.adults, h.currency, h.total_minor, h.email, h.phone, b.locator,
        IF(h.state = 'open' AND h.expires_at <= UTC_TIMESTAMP(3), 'expired', h.state) AS state
        FROM holds h JOIN sessions w ON w.id = h.session_id LEFT JOIN bookings b ON b.hold_id = h.id WHERE h.ref = ? AND w.token = ?", [$ref, $token]);
    return $hold ? fill($db, $hold, $hold['id']) : throw new Refusal('not-found');
}

function find_booking(Database $db, string $locator, string $token): array
{
    $booking = $db->row('SELECT b.locator, b.state, b.version, b.currency, b.total_minor, b.email, b.phone, b.hold_id
        FROM bookings b JOIN sessions w ON w.id = b.session_id WHERE b.locator = ? AND w.token = ?', [$locator, $token]);
    return $booking ? fill($db, $booking, $booking['hold_id']) : throw new Refusal('not-found');
}
