<?php use function Peer\e; ?>
<ol class="itinerary">
<?php foreach ($segments as $segment): ?><li data-departure="<?= e($segment['flight_no'] . '/' . $segment['departs_on']) ?>">
<?= Peer\part('parts/flight', ['d' => $segment]) ?>
<dl class="facts inline"><div><dt>Cabin</dt><dd>Economy</dd></div><div><dt>Fare</dt><dd><?= e($segment['basis']) ?></dd></div><div><dt>Seats</dt><dd><?php foreach (explode(' ', $segment['seats'] ?? '') as $seat): ?><span class="seat-no"><?= e($seat) ?></span> <?php endforeach ?></dd></div></dl>
</li><?php endforeach ?>
</ol>
