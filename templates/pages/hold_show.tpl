{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="hold" data-hold="{{REF}}" data-version="{{VERSION}}" data-state="{{STATE}}" data-expires-at="{{EXPIRES_AT}}" data-seats="{{SEATS_TEXT}}" data-total-minor="{{TOTAL_MINOR}}" data-currency="{{CURRENCY}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
{{#OPEN}}
<ol class="steps" aria-label="Steps"><li>Flight</li><li>Seats</li><li aria-current="step">Passengers</li><li>Check</li></ol>
<h1>Who is travelling?</h1>
<p class="lead">Your seats are kept until <time datetime="{{EXPIRES_AT}}">{{EXPIRES_TIME}}</time> ({{MINUTES_LEFT}}).</p>
<div class="offer">
<div class="offer-main">
{{>SAVED_TRAVELLERS}}
<form method="post" action="/holds/{{REF}}/passengers" data-form="passengers" novalidate>
{{#TRAVELLER}}
<fieldset class="card">
<legend>{{TRAVELLER_TITLE}}</legend>
<div class="fields two">
{{#GIVEN_NAME}}{{>TEXT_FIELD}}{{/GIVEN_NAME}}
{{#SURNAME}}{{>TEXT_FIELD}}{{/SURNAME}}
</div>
<fieldset class="date">
<legend>Date of birth</legend>
{{#DATE_ERROR}}<p class="error" id="{{ID}}"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/DATE_ERROR}}
<p class="hint">{{DATE_HINT}}</p>
<div class="boxes">
{{#DATE_BOX}}<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="{{ID}}">{{LABEL}}<span class="sr"> of birth, {{TRAVELLER_TITLE}}</span></label><input class="{{BOX_CLASS}}" id="{{ID}}" name="{{NAME}}" inputmode="numeric" autocomplete="{{AUTOCOMPLETE}}" value="{{VALUE}}"{{#ERROR}} aria-invalid="true"{{/ERROR}}></div>{{/DATE_BOX}}
</div>
</fieldset>
</fieldset>
{{/TRAVELLER}}
<fieldset class="card">
<legend>Where we reach you</legend>
<div class="fields two">
{{#EMAIL}}{{>TEXT_FIELD}}{{/EMAIL}}
{{#PHONE}}{{>TEXT_FIELD}}{{/PHONE}}
</div>
</fieldset>
<button class="button" type="submit">Continue to check</button>
</form>
</div>
<aside class="offer-aside" aria-label="Your seats and price">
<div class="pass upright">
<div class="pass-main">
<h2>Your seats</h2>
{{>ITINERARY}}
{{>PRICES}}
</div>
<div class="pass-stub">
<form method="post" action="/holds/{{REF}}/extend" data-form="extend"><button class="button secondary" type="submit">Keep them longer</button></form>
<form method="post" action="/holds/{{REF}}/release" data-form="release"><button class="button quiet" type="submit">Give the seats back</button></form>
</div>
</div>
</aside>
</div>
{{/OPEN}}
{{#ENDED}}
<h1>{{HEADING}}</h1>
<p class="lead">{{WORDS}}</p>
<section class="pass" aria-label="Flights">
<div class="pass-main">
{{>ITINERARY}}
{{>PRICES}}
</div>
<div class="pass-stub">
{{#BOOKED}}<a class="button" href="/bookings/{{LOCATOR}}">See booking {{LOCATOR}}</a>{{/BOOKED}}
{{#AGAIN}}
<form method="post" action="/holds" data-form="hold">
{{#HIDDEN}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/HIDDEN}}
<button class="button" type="submit">Hold the same again</button>
</form>
<a class="button secondary" href="{{LINK}}">Choose other seats</a>
{{/AGAIN}}
</div>
</section>
{{/ENDED}}
</main>
