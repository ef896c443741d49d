{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="hold" data-hold="{{REF}}" data-version="{{VERSION}}" data-state="{{STATE}}" data-expires-at="{{EXPIRES_AT}}" data-seats="{{SEATS_TEXT}}" data-total-minor="{{TOTAL_MINOR}}" data-currency="{{CURRENCY}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
{{#OPEN}}
<ol class="steps" aria-label="Steps"><li>Flight</li><li>Seats</li><li aria-current="step">Passengers</li><li>Check</li></ol>
<h1>Who is travelling?</h1>
<div class="kept">
<p class="lead" id="kept">Your seats are kept until <time datetime="{{EXPIRES_AT}}">{{EXPIRES_TIME}}</time> {{EXPIRES_PLACE}} time: <span data-seconds-left="{{SECONDS_LEFT}}">{{MINUTES_LEFT}}</span>.</p>
<button type="submit" form="passengers" hidden>Continue to check</button>
<form method="post" action="/holds/{{REF}}/extend" data-form="extend"><button class="button secondary" type="submit" form="passengers" name="keep" value="longer">Keep them longer</button></form>
</div>
<div class="offer">
<div class="offer-main">
<form method="post" action="/holds/{{REF}}/passengers" data-form="passengers" id="passengers" novalidate>
{{>SAVED_TRAVELLERS}}
{{>TRAVELLERS}}
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
<form method="post" action="/holds/{{REF}}/release" data-form="release"><button class="button quiet" type="submit">Give the seats back</button></form>
</div>
</div>
</aside>
</div>
{{#COUNTED}}<script type="module" src="{{SCRIPT}}"></script>{{/COUNTED}}
{{/OPEN}}
{{#ENDED}}
<h1>{{HEADING}}</h1>
<p class="lead">{{WORDS}}</p>
{{#AGAIN}}<form method="post" action="/holds" data-form="hold" novalidate>
{{#HIDDEN}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/HIDDEN}}{{/AGAIN}}
<section class="pass" aria-label="Flights">
<div class="pass-main">
{{>ITINERARY}}
{{>PRICES}}
</div>
<div class="pass-stub">
{{#BOOKED}}<a class="button" href="/bookings/{{LOCATOR}}">See booking {{LOCATOR}}</a>{{/BOOKED}}
{{#AGAIN}}<button class="button" type="submit">Hold the same again</button>
{{#OTHER_SEATS}}<a class="button secondary" href="{{LINK}}">Choose other seats</a>{{/OTHER_SEATS}}
{{/AGAIN}}
</div>
</section>
{{#AGAIN}}
{{#TYPED}}
<h2>What you typed</h2>
<p class="lead">It goes along with the seats.</p>
{{>TRAVELLERS}}
<button class="button" type="submit">Hold the same again and go on</button>
{{/TYPED}}
</form>
{{/AGAIN}}
{{/ENDED}}
</main>
