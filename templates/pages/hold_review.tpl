{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="review" data-hold="{{REF}}" data-version="{{VERSION}}" data-total-minor="{{TOTAL_MINOR}}" data-currency="{{CURRENCY}}" data-expires-at="{{EXPIRES_AT}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<ol class="steps" aria-label="Steps"><li>Flight</li><li>Seats</li><li>Passengers</li><li aria-current="step">Check</li></ol>
<h1>Check, then book</h1>
<p class="lead">Your seats are kept until <time datetime="{{EXPIRES_AT}}">{{EXPIRES_TIME}}</time>.</p>
<div class="offer">
<div class="offer-main">
<section class="card" aria-labelledby="flights-title">
<h2 id="flights-title">Flights and seats</h2>
{{>ITINERARY}}
</section>
<section class="card" aria-labelledby="people-title">
<h2 id="people-title">Passengers</h2>
{{>PASSENGERS}}
<dl class="facts">
<div><dt>E-mail</dt><dd>{{EMAIL_ADDRESS}}</dd></div>
{{#PHONE_GIVEN}}<div><dt>Phone</dt><dd>{{TEXT}}</dd></div>{{/PHONE_GIVEN}}
</dl>
<p class="actions"><a href="/holds/{{REF}}">Change names or contact</a></p>
</section>
</div>
<aside class="offer-aside" aria-label="Price">
<div class="pass upright">
<div class="pass-main">
<h2>Price</h2>
{{>PRICES}}
</div>
<div class="pass-stub">
<form method="post" action="/bookings" data-form="booking">
<input type="hidden" name="hold" value="{{REF}}">
<input type="hidden" name="version" value="{{VERSION}}">
<input type="hidden" name="total_minor" value="{{TOTAL_MINOR}}">
<input type="hidden" name="payment" value="later">
<button class="button" type="submit">Book for {{TOTAL}}</button>
</form>
<p class="hint">You pay later. Nothing is charged now.</p>
</div>
</div>
</aside>
</div>
</main>
