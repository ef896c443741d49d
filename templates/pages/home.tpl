{{%AUTOESCAPE context="HTML"}}
<main id="content" class="home" data-page="home" {{>PROBLEM_ATTRIBUTES}}>
<div class="hero">
<div class="wide">
{{>PROBLEM_SUMMARY}}
<h1>Where would you like to&nbsp;sit?</h1>
<p class="lead">Pick the flight, pick the seat, and keep it for {{HOLD_MINUTES}} minutes while you decide.</p>
</div>
</div>
<div class="wide">
<section class="search-home" aria-label="Search flights">{{>SEARCH_FORM}}</section>
<ol class="promises">
<li><h2>Your seat, really yours</h2><p>The seat you tick is kept for you at once. Nobody else can take it while you fill in the names.</p></li>
<li><h2>One price</h2><p>What you see first is what all of you pay, with every tax. It does not grow on the way.</p></li>
<li><h2>Change your mind</h2><p>Move to another seat or cancel online. You see what comes back before you decide.</p></li>
</ol>
<section class="card" id="find" aria-labelledby="find-title">
<h2 id="find-title">Already booked?</h2>
<p>See your flights, change a seat or cancel.</p>
{{>FIND_FORM}}
</section>
</div>
</main>
