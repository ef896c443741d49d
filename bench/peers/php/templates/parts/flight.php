<?php
use function Peer\e;

$departs = Peer\local_time($d['departs_at'], $d['origin_offset']);
$arrives = Peer\local_time($d['arrives_at'], $d['destination_offset']);
$minutes = intdiv(strtotime($d['arrives_at']) - strtotime($d['departs_at']), 60);
$later = intdiv(strtotime($arrives['date']) - strtotime($departs['date']), 86400);
?>
<div class="flight">
<p class="flight-head"><time datetime="<?= e($d['departs_on']) ?>"><?= Peer\date_words($d['departs_on'], 'D j M Y') ?></time><span class="flight-no"><?= e($d['flight_no']) ?></span><span class="aircraft"><?= e($d['aircraft']) ?></span></p>
<div class="route">
<p class="end"><span class="sr">From <?= e($d['origin_city']) ?>, </span><time class="clock" datetime="<?= $departs['iso'] ?>"><?= $departs['time'] ?></time><span class="code"><?= e($d['origin']) ?></span><span class="city" aria-hidden="true"><?= e($d['origin_city']) ?></span></p>
<p class="path"><span class="duration"><?= Peer\duration_words($minutes) ?></span><span class="line" aria-hidden="true"><svg viewBox="46 0 26 16" width="26" height="16" focusable="false"><path d="M70 8c0-.8-.8-1.3-1.8-1.3h-4L60 1h-1.8l2 5.7h-4l-1.5-1.9h-1.2l.8 3.2-.8 3.2h1.2l1.5-1.9h4l-2 5.7H60l4.2-5.7h4c1 0 1.8-.5 1.8-1.3z" fill="currentColor"/></svg></span><span class="direct">non-stop</span></p>
<p class="end"><span class="sr">to <?= e($d['destination_city']) ?>, </span><time class="clock" datetime="<?= $arrives['iso'] ?>"><?= $arrives['time'] ?></time><?php if ($later): ?><span class="later"><?= sprintf('%+d', $later) ?> day</span><?php endif ?><span class="code"><?= e($d['destination']) ?></span><span class="city" aria-hidden="true"><?= e($d['destination_city']) ?></span></p>
</div>
</div>
