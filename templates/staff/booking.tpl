{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="admin-booking" data-locator="{{LOCATOR}}" data-state="{{STATE}}" data-version="{{VERSION}}" data-due-minor="{{DUE_MINOR}}" data-back-minor="{{BACK_MINOR}}" data-left-minor="{{LEFT_MINOR}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<p class="eyebrow"><a href="/admin/bookings">Bookings</a></p>
<h1>{{LOCATOR}}</h1>
{{#NOTE}}<p class="note" role="status">{{TEXT}}</p>{{/NOTE}}
{{>MEANWHILE}}
<dl class="facts inline">
<div><dt>State</dt><dd>{{STATE}}</dd></div>
<div><dt>Booked</dt><dd>{{#MADE}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/MADE}}</dd></div>
{{#ENDED}}<div><dt>Cancelled</dt><dd><time datetime="{{INSTANT}}">{{TEXT}}</time></dd></div>{{/ENDED}}
<div><dt>E-mail</dt><dd>{{EMAIL_TEXT}}</dd></div>
<div><dt>Phone</dt><dd>{{PHONE_TEXT}}</dd></div>
<div><dt>Price</dt><dd>{{PRICE}}</dd></div>
<div><dt>Paid</dt><dd>{{PAID}}</dd></div>
<div><dt>To pay</dt><dd>{{TO_PAY}}</dd></div>
<div><dt>To go back</dt><dd>{{TO_GO_BACK}}</dd></div>
</dl>
{{#CHANGES}}<ul class="staff-links row-links" aria-label="On behalf of the customer">
<li><a href="/admin/bookings/{{LOCATOR}}/seats">Seats</a></li>
<li><a href="/admin/bookings/{{LOCATOR}}/names">Names</a></li>
<li><a href="/admin/bookings/{{LOCATOR}}/contact">Contact</a></li>
<li><a href="/admin/bookings/{{LOCATOR}}/split">Split</a></li>
<li><a href="/admin/bookings/{{LOCATOR}}/cancel">Cancel</a></li>
</ul>{{/CHANGES}}
<h2 id="flights">Flights</h2>
<section class="scroll" aria-labelledby="flights" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Departure</th><th scope="col">Route</th><th scope="col">Leaves</th><th scope="col">Told</th><th scope="col">Cabin</th><th scope="col">Fare</th><th scope="col">State</th></tr></thead>
<tbody>
{{#SEGMENT}}<tr data-departure="{{NAME}}" data-state="{{STATE}}"><th scope="row"><a href="/admin/departures/{{NAME}}">{{NAME}}</a></th><td>{{ROUTE}}</td><td>{{DEPARTS}}</td><td>{{TOLD}}</td><td>{{CABIN_NAME}}</td><td>{{FARE}}</td><td>{{STATE}}</td></tr>
{{/SEGMENT}}
</tbody>
</table>
</section>
{{#NEW_TIMES}}<form method="post" action="/admin/bookings/{{LOCATOR}}/accept" data-form="booking-accept"><input type="hidden" name="version" value="{{VERSION}}"><input type="hidden" name="times" value="{{TIMES}}"><input type="hidden" name="key" value="{{KEY}}"><button class="button secondary" type="submit">The customer accepts the new times</button></form>{{/NEW_TIMES}}
<h2 id="passengers">Passengers</h2>
<section class="scroll" aria-labelledby="passengers" tabindex="0">
<table class="table">
<thead><tr><th scope="col" class="number">No.</th><th scope="col">Name</th><th scope="col">Booked as</th><th scope="col">Type</th><th scope="col">Born</th><th scope="col">State</th><th scope="col">Seats</th></tr></thead>
<tbody>
{{#PERSON}}<tr data-passenger="{{NO}}" data-state="{{STATE}}" data-seats="{{SEATS_TEXT}}"><td class="number">{{NO}}</td><th scope="row">{{WHO_NAME}}</th><td>{{SOLD_AS}}</td><td>{{TYPE}}</td><td>{{BORN}}</td><td>{{STATE}}</td><td>{{SEATS_TEXT}}</td></tr>
{{/PERSON}}
</tbody>
</table>
</section>
<h2 id="price">Price, as it was sold</h2>
<section class="scroll" aria-labelledby="price" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Departure</th><th scope="col">What</th><th scope="col">For</th><th scope="col" class="number">Number</th><th scope="col" class="number">Each</th><th scope="col" class="number">Sum</th></tr></thead>
<tbody>
{{#PRICE_LINE}}<tr data-line="{{CODE_NAME}}"><td>{{NAME}}</td><td>{{CODE_NAME}}</td><td>{{TYPE}}</td><td class="number">{{QUANTITY}}</td><td class="number">{{EACH_TEXT}}</td><td class="number">{{AMOUNT_TEXT}}</td></tr>
{{/PRICE_LINE}}
</tbody>
</table>
</section>
<h2 id="money">Money</h2>
<section class="scroll" aria-labelledby="money" tabindex="0">
<table class="table">
<thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col" class="number">Sum</th><th scope="col">How, or why</th></tr></thead>
<tbody>
{{#LEDGER_LINE}}<tr data-ledger="{{KIND_NAME}}" data-amount-minor="{{AMOUNT_MINOR}}"><td>{{#MADE}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/MADE}}</td><td>{{WHAT}}</td><td class="number">{{AMOUNT_TEXT}}</td><td>{{WORDS}}</td></tr>
{{/LEDGER_LINE}}
</tbody>
</table>
</section>
<div class="staff-forms">
{{#PAY}}<form class="card" method="post" action="/admin/bookings/{{LOCATOR}}/payment" data-form="booking-payment" novalidate>
<h3>{{HEADING}}</h3>
<input type="hidden" name="version" value="{{VERSION}}"><input type="hidden" name="amount_minor" value="{{AMOUNT_MINOR}}"><input type="hidden" name="key" value="{{KEY}}">
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
<button class="button" type="submit">{{BUTTON}}</button>
</form>{{/PAY}}
{{#PAY_OUT}}<form class="card" method="post" action="/admin/bookings/{{LOCATOR}}/refund" data-form="booking-refund" novalidate>
<h3>{{HEADING}}</h3>
<input type="hidden" name="version" value="{{VERSION}}"><input type="hidden" name="amount_minor" value="{{AMOUNT_MINOR}}"><input type="hidden" name="key" value="{{KEY}}">
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
<button class="button" type="submit">{{BUTTON}}</button>
</form>{{/PAY_OUT}}
{{#GIVE}}<form class="card" method="post" action="/admin/bookings/{{LOCATOR}}/goodwill" data-form="booking-goodwill" novalidate>
<h3>{{HEADING}}</h3>
<input type="hidden" name="version" value="{{VERSION}}"><input type="hidden" name="left_minor" value="{{LEFT_MINOR}}"><input type="hidden" name="key" value="{{KEY}}">
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
<button class="button secondary" type="submit">Give it back</button>
</form>{{/GIVE}}
</div>
<h2 id="mails">Mails</h2>
<section class="scroll" aria-labelledby="mails" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Written</th><th scope="col">What</th><th scope="col">To</th><th scope="col">State</th><th scope="col" class="number">Tries</th><th scope="col">Last error</th><th scope="col">Now</th></tr></thead>
<tbody>
{{#MAIL}}<tr data-mail="{{WHAT}}" data-state="{{STATE}}"><td>{{#MADE}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/MADE}}</td><td>{{WHAT}}</td><td>{{EMAIL_TEXT}}</td><td>{{STATE}}{{#SENT}} <time datetime="{{INSTANT}}">{{TEXT}}</time>{{/SENT}}</td><td class="number">{{TRIES}}</td><td>{{LAST_ERROR}}</td><td>{{#HURRY}}<form method="post" action="/admin/bookings/{{LOCATOR}}/mails/{{MAIL_ID}}/now" data-form="booking-mail-now"><input type="hidden" name="key" value="{{KEY}}"><button class="button quiet" type="submit">Try now<span class="sr">: {{WHAT}} to {{EMAIL_TEXT}}</span></button></form>{{/HURRY}}</td></tr>
{{/MAIL}}
</tbody>
</table>
</section>
{{#SEND_AGAIN}}<form method="post" action="/admin/bookings/{{LOCATOR}}/mails" data-form="booking-mail"><input type="hidden" name="key" value="{{KEY}}"><button class="button secondary" type="submit">{{BUTTON}}</button></form>{{/SEND_AGAIN}}
<h2 id="notes">Notes</h2>
<form class="card narrow" method="post" action="/admin/bookings/{{LOCATOR}}/notes" data-form="booking-note" novalidate>
<input type="hidden" name="key" value="{{NOTE_KEY}}">
<div class="field{{#WORDS_ERROR}} invalid{{/WORDS_ERROR}}"><label for="words">A note. It stays as it is, and the customer may ask to read it</label>{{#WORDS_ERROR}}<p class="error" id="words-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/WORDS_ERROR}}<textarea id="words" name="words" rows="3"{{#WORDS_ERROR}} aria-invalid="true" aria-describedby="words-error"{{/WORDS_ERROR}}>{{TYPED_WORDS}}</textarea></div>
<button class="button" type="submit">Add the note</button>
</form>
{{#WRITTEN}}<section class="scroll" aria-labelledby="notes" tabindex="0">
<table class="table">
<thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">Note</th></tr></thead>
<tbody>
{{#WRITTEN_NOTE}}<tr data-note-by="{{ACTOR}}"><td>{{#MADE}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/MADE}}</td><td>{{ACTOR}}</td><td>{{WORDS}}</td></tr>
{{/WRITTEN_NOTE}}
</tbody>
</table>
</section>{{/WRITTEN}}
<h2 id="events">What happened</h2>
{{#EARLIER}}<p><a class="button secondary" href="/admin/bookings/{{LOCATOR}}?before_at={{BEFORE_AT}}&amp;before={{BEFORE}}#events">What happened before that</a></p>{{/EARLIER}}
<section class="scroll" aria-labelledby="events" tabindex="0">
<table class="table">
<thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">To what</th><th scope="col" class="number">Version</th><th scope="col">State</th><th scope="col">More</th><th scope="col">Request</th></tr></thead>
<tbody>
{{#HAPPENED}}<tr data-event="{{SUBJECT}}" data-event-version="{{VERSION}}" data-actor="{{ACTOR}}"><td>{{#MADE}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/MADE}}</td><td>{{ACTOR}}</td><td>{{SUBJECT}} {{NAME}}</td><td class="number">{{VERSION}}</td><td>{{STATE}}</td><td>{{DETAIL}}</td><td class="faint">{{REQUEST_ID}}</td></tr>
{{/HAPPENED}}
</tbody>
</table>
</section>
{{#LATEST}}<p><a href="/admin/bookings/{{LOCATOR}}#events">The latest again</a></p>{{/LATEST}}
{{#AUDITED}}<p><a href="/admin/audit?subject=booking/{{LOCATOR}}">Who read and changed it</a></p>{{/AUDITED}}
</main>
