<?php
use function Peer\{e, money, part};

$names = [];
foreach ($booking['segments'] as $segment) {
    foreach (explode(' ', $segment['seats'] ?? '') as $seat) {
        $names[] = $segment['flight_no'] . '/' . $segment['departs_on'] . '/' . $seat;
    }
}
?>
<main id="content" class="wide booking" data-page="booking" data-locator="<?= e($booking['locator']) ?>" data-state="<?= e($booking['state']) ?>" data-version="<?= $booking['version'] ?>" data-paid="no" data-total-minor="<?= $booking['total_minor'] ?>" data-currency="<?= e($booking['currency']) ?>" data-seats="<?= e(implode(' ', $names)) ?>">
<h1>You are booked</h1>
<div class="pass"><div class="pass-main"><p class="eyebrow">Booking code</p><p class="locator"><?= e($booking['locator']) ?></p><p class="lead">Your seats are yours. We mailed this to <?= e($booking['email']) ?>.</p>
<?= part('parts/itinerary', ['segments' => $booking['segments']]) ?></div>
<div class="pass-stub"><dl class="facts"><div><dt>State</dt><dd>Confirmed</dd></div><div><dt>Total</dt><dd><?= money($booking['currency'], $booking['total_minor']) ?></dd></div><div><dt>Paid</dt><dd>Nothing yet</dd></div></dl></div></div>
<div class="pair">
<section class="card" aria-labelledby="people-title"><h2 id="people-title">Passengers</h2><?= part('parts/people', $booking) ?></section>
<section class="card" aria-labelledby="price-title"><h2 id="price-title">Price</h2><?= part('parts/prices', ['currency' => $booking['currency'], 'total' => $booking['total_minor'], 'lines' => $booking['prices']]) ?></section>
</div>
</main>
