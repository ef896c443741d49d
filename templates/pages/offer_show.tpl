{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="offer" data-departures="{{DEPARTURE_NAMES}}" data-total-minor="{{TOTAL_MINOR}}" data-currency="{{CURRENCY}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
{{>OPEN_HOLDS}}
{{#ON_SALE}}<ol class="steps" aria-label="Steps"><li>Flight</li><li aria-current="step">Seats</li><li>Passengers</li><li>Check</li></ol>{{/ON_SALE}}
<h1>{{HEADING}}</h1>
<p class="lead">{{PARTY_WORDS}} · {{CABIN_WORDS}}</p>
{{#AS_OF}}<p class="note" role="status">Our timetable is not answering just now. This is what it said at <time datetime="{{AS_OF_AT}}">{{TEXT}}</time>.</p>{{/AS_OF}}
{{#ON_SALE}}<form class="offer" method="post" action="/holds" data-form="hold">{{/ON_SALE}}
<div class="offer-main">
{{#SEGMENT}}
<section class="card" aria-labelledby="flight-{{SEGMENT_NO}}">
<h2 id="flight-{{SEGMENT_NO}}">{{SEGMENT_TITLE}}</h2>
{{>FLIGHT}}
{{#FARES}}
<p class="fare-words"><strong>{{FARE_BASIS}}.</strong> {{FARE_WORDS}}</p>
<table class="table fares">
<caption>Conditions of your fare{{#FARES_MANY}}, and of the others in this cabin{{/FARES_MANY}}</caption>
<thead><tr><th scope="col">Fare, one adult</th><th scope="col">If you cancel</th></tr></thead>
<tbody>{{#FARE}}<tr{{#FARE_CHOSEN}} class="chosen"{{/FARE_CHOSEN}}><th scope="row">{{FARE_BASIS}}<span>{{PRICE}}</span>{{#FARE_CHOSEN}}<span class="tag">Your fare</span>{{/FARE_CHOSEN}}{{#FARE_LINK}}<a href="{{LINK}}">Choose<span class="sr"> {{FARE_BASIS}}</span></a>{{/FARE_LINK}}</th><td>{{CANCEL_WORDS}}</td></tr>{{/FARE}}</tbody>
</table>
{{#OTHER_CABIN}}<p class="other-cabin"><a href="{{LINK}}">{{CABIN_NAME}} instead, {{PRICE}} an adult</a></p>{{/OTHER_CABIN}}
{{/FARES}}
<fieldset class="seats" id="seats-{{SEGMENT_NO}}" data-departure="{{DEPARTURE_NAME}}" data-state="{{SALES_STATE}}"{{#SEATS_WRONG}} aria-describedby="{{ERROR_IDS}}"{{/SEATS_WRONG}}>
<legend>{{SEATS_TITLE}}</legend>
{{#SALES_OVER}}<p class="note warn">{{TEXT}}</p>{{/SALES_OVER}}
{{#CHOOSE_SEATS}}
{{#SEAT_ERROR}}<p class="error" id="{{ID}}"{{#SEAT_ERROR_ALONE}} tabindex="-1"{{/SEAT_ERROR_ALONE}}><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/SEAT_ERROR}}
<p class="hint">{{TEXT}}</p>
{{#NO_EXITS}}<p class="hint">Exit rows are not for parties with children or infants.</p>{{/NO_EXITS}}
<p><a class="button secondary" href="{{SUGGEST_LINK}}">{{SUGGEST_WORDS}}</a></p>
{{>SEAT_KEY}}
<a class="skip" href="#hold">Skip these seats</a>
{{>SEAT_MAP}}
{{/CHOOSE_SEATS}}
</fieldset>
</section>
{{/SEGMENT}}
</div>
{{#PRICED}}
<aside class="offer-aside" aria-label="Price">
<div class="pass upright">
<div class="pass-main">
<h2>Price</h2>
{{>PRICES}}
</div>
{{#ON_SALE}}
<div class="pass-stub">
{{#HIDDEN}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/HIDDEN}}
<p class="bar-total">{{TOTAL}}</p>
<button class="button" id="hold" type="submit">Hold for {{HOLD_MINUTES}} minutes</button>
<p class="hint">Nothing to pay now. Names come next.</p>
</div>
{{/ON_SALE}}
</div>
</aside>
{{/PRICED}}
{{#ON_SALE}}</form>
<div hidden><span data-word="and">{some} and {last}</span><span data-word="ours">{flight}: ours to choose</span><span data-word="yours">Your seats: {seats}</span><span data-word="free">free</span><span data-word="taken">taken</span><span data-word="is-taken">{seats} is taken now.</span><span data-word="are-taken">{seats} are taken now.</span><span data-word="more-taken">{n} more seats are taken now.</span><span data-word="faster">Somebody was faster: {taken}</span><span data-word="rest-stays">What else you chose stays.</span><span data-word="again">Choose again, or leave it to us.</span></div>
<script type="module" src="{{SCRIPT}}"></script>{{/ON_SALE}}
{{#OFF_SALE}}<p><a class="button" href="{{LINK}}">Look for another flight</a></p>{{/OFF_SALE}}
</main>
