<main id="content" class="home" data-page="home">
<div class="hero"><div class="wide"><h1>Where would you like to sit?</h1></div></div>
<div class="wide"><section class="search-home" aria-label="Search flights"><?= Peer\part('parts/search', ['search' => $search, 'airports' => $airports]) ?></section></div>
</main>
