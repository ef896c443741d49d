<?php use function Peer\{e, money, part}; ?>
<main id="content" class="wide" data-page="review" data-hold="<?= e($hold['ref']) ?>" data-version="<?= $hold['version'] ?>" data-total-minor="<?= $hold['total_minor'] ?>" data-currency="<?= e($hold['currency']) ?>" data-expires-at="<?= strtr($hold['expires_at'], ' ', 'T') ?>Z">
<ol class="steps" aria-label="Steps"><li>Flight</li><li>Seats</li><li>Passengers</li><li aria-current="step">Check</li></ol>
<h1>Check, then book</h1>
<section class="card" aria-labelledby="flights-title"><h2 id="flights-title">Flights and seats</h2><?= part('parts/itinerary', ['segments' => $hold['segments']]) ?></section>
<section class="card" aria-labelledby="people-title"><h2 id="people-title">Passengers</h2><?= part('parts/people', $hold) ?><p><a href="/holds/<?= e($hold['ref']) ?>">Change names or contact</a></p></section>
<aside class="offer-aside" aria-label="Price"><h2>Price</h2><?= part('parts/prices', ['currency' => $hold['currency'], 'total' => $hold['total_minor'], 'lines' => $hold['prices']]) ?>
<form method="post" action="/bookings" data-form="booking"><input type="hidden" name="hold" value="<?= e($hold['ref']) ?>"><input type="hidden" name="version" value="<?= $hold['version'] ?>"><input type="hidden" name="total_minor" value="<?= $hold['total_minor'] ?>"><input type="hidden" name="payment" value="later"><button class="button" type="submit">Book for <?= money($hold['currency'], $hold['total_minor']) ?></button></form>
<p class="hint">You pay later. Nothing is charged now.</p></aside>
</main>
