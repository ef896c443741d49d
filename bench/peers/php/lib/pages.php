<?php
// One function a page or step, as the table of routes names them.
declare(strict_types=1);

namespace Peer;

require __DIR__ . '/Database.php';
require __DIR__ . '/forms.php';
require __DIR__ . '/reads.php';

function page_home(Request $request): void
{
    $request->giveCookie();
    show('home', ['title' => 'Book a flight', 'airports' => airports(new Database()), 'search' => ['origin' => '', 'destination' => '', 'date' => '', 'adults' => 1]]);
}

function page_flights(Request $request): void
{
    $db = new Database();
    $airports = airports($db);
    [$origin, $destination, $date] = array_map(fn(string $name) => $request->one($name, ''), ['origin', 'destination', 'date']);
    $adults = read_adults($request);
    foreach (['origin' => isset($airports[$origin]), 'destination' => isset($airports[$destination]),
        'date' => preg_match('/^(\d{4})-(\d\d)-(\d\d)$/', $date, $match) && checkdate((int) $match[2], (int) $match[3], (int) $match[1])] as $field => $is_good) {
        if (!$is_good) {
            throw invalid("$field.1");
        }
    }
    $request->giveCookie();
    show('flights', ['title' => 'Flights', 'airports' => $airports, 'search' => compact('origin', 'destination', 'date', 'adults')] + search($db, $origin, $destination, $date));
}

function page_offer(Request $request): void
{
    require __DIR__ . '/sales.php';
    $db = new Database();
    [, $flight_no, $departs_on] = read_departure($request);
    $adults = read_adults($request);
    $departure = find_departure($db, $flight_no, $departs_on);
    $fare = choose_fare($departure, $request->one('fare'));
    $seats = seats_of($db, $departure['id'], $request->token);
    $request->giveCookie();
    show('offer', ['title' => 'Choose your seats', 'departure' => $departure, 'seats' => $seats, 'fare' => $fare, 'adults' => $adults, 'key' => new_token(),
        'is_on_sale' => $departure['state'] === 'scheduled' && strtotime($departure['departs_at'] . ' UTC') > time(), 'hold_minutes' => (int) round($_SERVER['HOLD_SECONDS'] / 60)]);
}

function page_place(Request $request): void
{
    require __DIR__ . '/sales.php';
    $request->needBrowser();
    go_to(place_hold(new Database(), $request));
}

function page_hold(Request $request, string $ref): void
{
    show('hold', ['title' => 'Who is travelling?', 'hold' => find_hold(new Database(), $ref, $request->needBrowser())]);
}

function page_passengers(Request $request, string $ref): void
{
    require __DIR__ . '/sales.php';
    $request->needBrowser();
    go_to(set_passengers(new Database(), $request, $ref));
}

function page_review(Request $request, string $ref): void
{
    $hold = find_hold(new Database(), $ref, $request->needBrowser());
    if ($hold['state'] !== 'open') {
        throw new Refusal($hold['state'] === 'expired' ? 'hold-expired' : 'hold-ended');
    }
    if ($hold['email'] === null) {
        go_to("/holds/$ref");
        return;
    }
    show('review', ['title' => 'Check, then book', 'hold' => $hold]);
}

function page_book(Request $request): void
{
    require __DIR__ . '/sales.php';
    $request->needBrowser();
    go_to(book(new Database(), $request));
}

function page_booking(Request $request, string $locator): void
{
    show('booking', ['title' => "Booking $locator", 'booking' => find_booking(new Database(), $locator, $request->needBrowser())]);
}
