<?php use function Peer\e; ?>
<main id="content" class="wide" data-page="problem" data-problem="<?= e($code) ?>"<?php foreach ($facts as $name => $value): ?> data-<?= e($name) ?>="<?= e($value) ?>"<?php endforeach ?>>
<div class="error-summary" role="alert" tabindex="-1" autofocus><h2><?= e($title) ?></h2></div>
<p><a class="button" href="/">Look for another flight</a></p>
</main>
