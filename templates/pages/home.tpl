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
<li><svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><path d="M19 9V6a2 2 0 0 0-2-2H7a2 2 0 0 0-2 2v3"/><path d="M3 16a2 2 0 0 0 2 2h14a2 2 0 0 0 2-2v-5a2 2 0 0 0-4 0v1.5a.5.5 0 0 1-.5.5h-9a.5.5 0 0 1-.5-.5V11a2 2 0 0 0-4 0z"/><path d="M5 18v2"/><path d="M19 18v2"/></svg><h2>Your seat, really yours</h2><p>Hold the seats you ticked, and they are kept for you at once. Nobody else can take them while you fill in the names.</p></li>
<li><svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><path d="M13 16H8"/><path d="M14 8H8"/><path d="M16 12H8"/><path d="M4 3a1 1 0 0 1 1-1 1.3 1.3 0 0 1 .7.2l.933.6a1.3 1.3 0 0 0 1.4 0l.934-.6a1.3 1.3 0 0 1 1.4 0l.933.6a1.3 1.3 0 0 0 1.4 0l.933-.6a1.3 1.3 0 0 1 1.4 0l.934.6a1.3 1.3 0 0 0 1.4 0l.933-.6A1.3 1.3 0 0 1 19 2a1 1 0 0 1 1 1v18a1 1 0 0 1-1 1 1.3 1.3 0 0 1-.7-.2l-.933-.6a1.3 1.3 0 0 0-1.4 0l-.934.6a1.3 1.3 0 0 1-1.4 0l-.933-.6a1.3 1.3 0 0 0-1.4 0l-.933.6a1.3 1.3 0 0 1-1.4 0l-.934-.6a1.3 1.3 0 0 0-1.4 0l-.933.6a1.3 1.3 0 0 1-.7.2 1 1 0 0 1-1-1z"/></svg><h2>One price</h2><p>What you see first is what all of you pay, with every tax. It does not grow on the way.</p></li>
<li><svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><path d="M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8"/><path d="M3 3v5h5"/></svg><h2>Change your mind</h2><p>Move to another seat or cancel online. You see what comes back before you decide.</p></li>
</ol>
<section class="card" id="find" aria-labelledby="find-title">
<h2 id="find-title">Already booked?</h2>
<p>See your flights, change a seat or cancel.</p>
{{>FIND_FORM}}
</section>
</div>
</main>
