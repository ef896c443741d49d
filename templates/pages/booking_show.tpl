{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide booking{{#LONG}} long{{/LONG}}" data-page="booking" data-locator="{{LOCATOR}}" data-state="{{STATE}}" data-version="{{VERSION}}" data-paid="{{PAID}}" data-total-minor="{{TOTAL_MINOR}}" data-currency="{{CURRENCY}}" data-seats="{{SEATS_TEXT}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>{{HEADING}}</h1>
<div class="pass">
<div class="pass-main">
<p class="eyebrow">Booking code</p>
<p class="locator"><span aria-hidden="true">{{LOCATOR}}</span><span class="sr">{{SPELLED}}</span></p>
<p class="lead">{{WORDS}}</p>
{{#AIRLINE_CHANGED}}
<section class="note warn" aria-labelledby="airline-title">
<h2 id="airline-title">{{TEXT}}</h2>
<ul>
{{#AIRLINE_CHANGE}}<li data-changed="{{DEPARTURE_NAME}}">{{FLIGHT_NO}} on {{DATE}}{{#GONE}} is cancelled{{/GONE}}{{#MOVED}}, {{LABEL}} <s><span class="sr">no more at</span>{{BI_SPACE}}<time datetime="{{OLD_AT}}">{{OLD_WORDS}}</time></s>{{BI_SPACE}}<span class="sr">but at</span>{{BI_SPACE}}<strong><time datetime="{{NEW_AT}}">{{NEW_WORDS}}</time></strong>, {{BY_WORDS}}{{/MOVED}}{{#LOST}}, <span data-lost="{{SEATS_TEXT}}">{{TEXT}}</span>{{/LOST}}</li>
{{/AIRLINE_CHANGE}}
</ul>
{{#AIRLINE_CHOICES}}
<p>{{CHOICES_WORDS}}</p>
<div class="actions no-print">
{{#RESEAT}}<a class="button" href="{{LINK}}">{{TEXT}}</a>{{/RESEAT}}
{{#ACCEPT}}<form method="post" action="/bookings/{{LOCATOR}}/accept" data-form="accept">
{{>CHANGE_FIELDS}}
<input type="hidden" name="times" value="{{NEW_TIMES}}">
<button class="button{{#SECOND}} secondary{{/SECOND}}" type="submit">{{BUTTON}}</button>
</form>{{/ACCEPT}}
<a class="button secondary" href="/bookings/{{LOCATOR}}/cancel">Cancel without a fee</a>
</div>
{{/AIRLINE_CHOICES}}
</section>
{{/AIRLINE_CHANGED}}
{{>ITINERARY}}
</div>
<div class="pass-stub">
{{#CODE}}<svg class="scan" viewBox="0 0 {{CODE_SIDE}} {{CODE_SIDE}}" width="116" height="116" role="img" aria-label="The booking code, for scanners" focusable="false"><path d="{{CODE_PATH}}"/></svg>{{/CODE}}
<dl class="facts">
<div><dt>Status</dt><dd>{{STATE_WORDS}}</dd></div>
<div><dt>Total</dt><dd>{{TOTAL}}</dd></div>
{{#CREDIT}}<div><dt>Cancelled</dt><dd>{{TEXT}}</dd></div>
{{/CREDIT}}
<div><dt>Paid</dt><dd>{{PAID_WORDS}}</dd></div>
{{#REFUND}}<div><dt>Goes back</dt><dd>{{TEXT}}</dd></div>{{/REFUND}}
{{#GOODWILL}}<div><dt>Goes back as goodwill</dt><dd>{{TEXT}}</dd></div>{{/GOODWILL}}
{{#DUE}}<div><dt>To pay</dt><dd>{{DUE_WORDS}}</dd></div>{{/DUE}}
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
{{#NEXT_AIRPORT}}<li><strong>Airport.</strong> For {{FLIGHT_NO}} be at {{AIRPORT_NAME}} ({{AIRPORT_CODE}}) by <time datetime="{{AIRPORT_AT}}"><b>{{AIRPORT_TIME}}</b> on {{AIRPORT_DATE}}</time>, {{AIRPORT_BEFORE}} before it departs. You check in there: bring the booking code, on paper or on your phone, and the passport or identity card of everybody who travels.</li>{{/NEXT_AIRPORT}}
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
{{#NAMES_LINK}}<li><a href="{{LINK}}">Correct a name</a></li>{{/NAMES_LINK}}
<li><a href="/bookings/{{LOCATOR}}/contact">Change e-mail or phone</a></li>
<li><a href="/bookings/{{LOCATOR}}/cancel">Cancel this booking or a part of it</a></li>
</ul>
<form method="post" action="/bookings/{{LOCATOR}}/mail" data-form="mail"><button class="button secondary" type="submit">Mail me the confirmation again</button></form>
{{#MAIL_SENT}}<p class="note good" role="status">The mail to {{EMAIL_ADDRESS}} is on its way.</p>{{/MAIL_SENT}}
</section>
{{/CHANGES}}
{{#NEEDS_LINK}}
<section class="card no-print" aria-labelledby="link-title">
<h2 id="link-title">Change something</h2>
<p>To change something or cancel, open the link that we mail to the address of this booking.</p>
<form method="post" action="/bookings/{{LOCATOR}}/link" data-form="link"><button class="button secondary" type="submit">Mail me the link</button></form>
{{#LINK_SENT}}<p class="note good" role="status">The link is on its way.</p>{{/LINK_SENT}}
</section>
{{/NEEDS_LINK}}
<script src="{{PRINT_SCRIPT}}" defer></script>
</main>
