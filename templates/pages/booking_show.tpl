{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide booking{{#LONG}} long{{/LONG}}" data-page="booking" data-locator="{{LOCATOR}}" data-state="{{STATE}}" data-version="{{VERSION}}" data-paid="{{PAID}}" data-total-minor="{{TOTAL_MINOR}}" data-currency="{{CURRENCY}}" data-seats="{{SEATS_TEXT}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>{{HEADING}}</h1>
<div class="pass">
<div class="pass-main">
<p class="eyebrow">Booking code</p>
<p class="locator"><span aria-hidden="true">{{LOCATOR}}</span><span class="sr">{{SPELLED}}</span></p>
<p class="lead">{{WORDS}}</p>
{{#AIRLINE_CHANGED}}<p class="note warn">{{TEXT}}</p>{{/AIRLINE_CHANGED}}
{{>ITINERARY}}
</div>
<div class="pass-stub">
{{#CODE}}<svg class="scan" viewBox="0 0 {{CODE_SIDE}} {{CODE_SIDE}}" width="116" height="116" role="img" aria-label="The booking code, for scanners" focusable="false"><path d="{{CODE_PATH}}"/></svg>{{/CODE}}
<dl class="facts">
<div><dt>State</dt><dd>{{STATE_WORDS}}</dd></div>
<div><dt>Total</dt><dd>{{TOTAL}}</dd></div>
<div><dt>Paid</dt><dd>{{PAID_WORDS}}</dd></div>
{{#REFUND}}<div><dt>Goes back</dt><dd>{{TEXT}}</dd></div>{{/REFUND}}
</dl>
<div class="keep no-print">
<a class="button secondary" href="/bookings/{{LOCATOR}}/calendar.ics" download>{{CALENDAR_WORDS}}</a>
<button class="button quiet" type="button" data-print hidden>Print this page</button>
</div>
</div>
</div>
{{#NEXT}}
<section class="card next" aria-labelledby="next-title">
<h2 id="next-title">What happens next</h2>
<ol>
{{#NEXT_MAIL}}<li class="no-print"><strong>Mail.</strong> The confirmation goes to <span class="address">{{EMAIL_ADDRESS}}</span>, with a file for your calendar and a link that opens this booking anywhere.</li>{{/NEXT_MAIL}}
{{#NEXT_MAIL_HIDDEN}}<li class="no-print"><strong>Mail.</strong> The confirmation went to the address that was given with this booking.</li>{{/NEXT_MAIL_HIDDEN}}
{{#NEXT_PAYMENT}}<li><strong>Payment.</strong> You pay {{TOTAL}} later. Nothing has been charged yet.</li>{{/NEXT_PAYMENT}}
{{#NEXT_AIRPORT}}<li><strong>Airport.</strong> For {{FLIGHT_NO}} be at {{AIRPORT_NAME}} ({{AIRPORT_CODE}}) by <time datetime="{{AIRPORT_AT}}"><b>{{AIRPORT_TIME}}</b> on {{AIRPORT_DATE}}</time>, {{AIRPORT_BEFORE}} before it departs. You check in there: bring this code, on paper or on your phone, and the passport or identity card of everybody who travels.</li>{{/NEXT_AIRPORT}}
</ol>
<p class="hint">All times are local to each airport.<span class="no-print"> This page prints on one sheet.</span></p>
</section>
{{/NEXT}}
<div class="pair">
<section class="card" aria-labelledby="people-title">
<h2 id="people-title">Passengers</h2>
{{>PASSENGERS}}
{{#CONTACT}}<dl class="facts">
<div><dt>E-mail</dt><dd>{{EMAIL_ADDRESS}}</dd></div>
{{#PHONE_GIVEN}}<div><dt>Phone</dt><dd>{{TEXT}}</dd></div>{{/PHONE_GIVEN}}
</dl>{{/CONTACT}}
</section>
<section class="card" aria-labelledby="price-title">
<h2 id="price-title">Price</h2>
{{>PRICES}}
</section>
</div>
{{#CHANGES}}
<section class="card no-print" aria-labelledby="change-title">
<h2 id="change-title">Change something</h2>
<ul class="actions">
{{#SEAT_LINK}}<li><a href="{{LINK}}">{{TEXT}}</a></li>{{/SEAT_LINK}}
<li><a href="/bookings/{{LOCATOR}}/cancel">Cancel this booking</a></li>
</ul>
</section>
{{/CHANGES}}
{{#NEEDS_LINK}}
<section class="card no-print" aria-labelledby="link-title">
<h2 id="link-title">Change something</h2>
<p>To change seats or cancel, open the link that we mail to the address of this booking.</p>
<form method="post" action="/bookings/{{LOCATOR}}/link" data-form="link"><button class="button secondary" type="submit">Mail me the link</button></form>
{{#LINK_SENT}}<p class="note" role="status">The link is on its way.</p>{{/LINK_SENT}}
</section>
{{/NEEDS_LINK}}
<script src="{{PRINT_SCRIPT}}" defer></script>
</main>
