<?php use function Peer\e; ?>
<ol class="people">
<?php foreach ($passengers as $one): ?><li><span class="name"><?= e(trim($one['given_name'] . ' ' . $one['surname'])) ?></span> <span class="kind">adult</span> <span class="born">born <time datetime="<?= e($one['born_on']) ?>"><?= Peer\date_words($one['born_on'], 'D j M Y') ?></time></span></li><?php endforeach ?>
</ol>
<dl class="facts"><div><dt>E-mail</dt><dd><?= e($email) ?></dd></div><?php if ($phone): ?><div><dt>Phone</dt><dd><?= e($phone) ?></dd></div><?php endif ?></dl>
