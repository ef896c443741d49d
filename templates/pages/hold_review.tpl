{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="review" data-hold="{{REF}}" data-version="{{VERSION}}" data-total-minor="{{TOTAL_MINOR}}" data-currency="{{CURRENCY}}" data-expires-at="{{EXPIRES_AT}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<ol class="steps" aria-label="Steps"><li>Flight</li><li>Seats</li><li>Passengers</li><li aria-current="step">Check</li></ol>
<h1>Check your answers, then book</h1>
<p class="lead" id="kept">Your seats are kept until <time datetime="{{EXPIRES_AT}}">{{EXPIRES_TIME}}</time> {{EXPIRES_PLACE}} time: <span data-seconds-left="{{SECONDS_LEFT}}">{{MINUTES_LEFT}}</span>.</p>
<div class="offer">
<div class="offer-main">
<section class="card" aria-labelledby="flights-title">
<h2 id="flights-title">Flights and seats</h2>
{{>ITINERARY}}
<ul class="actions">
<li><a href="{{FLIGHTS_LINK}}">Change flights</a></li>
<li><a href="{{SEATS_LINK}}">Change seats</a></li>
</ul>
</section>
<section class="card" aria-labelledby="people-title">
<h2 id="people-title">Passengers</h2>
<dl class="answers">
{{#PASSENGER}}<div><dt>{{PASSENGER_TYPE}}</dt><dd><span class="name">{{NAME}}</span>{{#BORN}}<span class="born">born <time datetime="{{BORN_ON}}">{{BORN_WORDS}}</time></span>{{/BORN}}</dd><dd class="change"><a href="/holds/{{REF}}#{{CHANGE_ID}}">Change<span class="sr"> {{NAME}}</span></a></dd></div>{{/PASSENGER}}
</dl>
</section>
<section class="card" aria-labelledby="contact-title">
<h2 id="contact-title">Where we reach you</h2>
<dl class="answers">
<div><dt>E-mail</dt><dd>{{EMAIL_ADDRESS}}</dd><dd class="change"><a href="/holds/{{REF}}#email">Change<span class="sr"> e-mail</span></a></dd></div>
<div><dt>Phone</dt><dd>{{#PHONE_GIVEN}}{{TEXT}}{{/PHONE_GIVEN}}{{#PHONE_MISSING}}<span class="none">Not given</span>{{/PHONE_MISSING}}</dd><dd class="change"><a href="/holds/{{REF}}#phone">Change<span class="sr"> phone</span></a></dd></div>
</dl>
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
<button class="button" type="submit">Book now, pay {{TOTAL}} later</button>
</form>
<p class="hint">Nothing is charged now. The confirmation goes to {{EMAIL_ADDRESS}}.</p>
</div>
</div>
</aside>
</div>
{{#COUNTED}}<div hidden><span data-word="less">less than a minute left</span><span data-word="minute">{n} minute left</span><span data-word="minutes">{n} minutes left</span><span data-word="over">this time is over</span><span data-word="ended">The time for these seats is over. What you typed stays here: go on, and we ask for the same seats again.</span><span data-word="short">Less than two minutes are left.</span></div>
<script type="module" src="{{SCRIPT}}"></script>{{/COUNTED}}
</main>
