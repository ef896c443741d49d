{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide booking" data-page="booking" data-locator="{{LOCATOR}}" data-state="{{STATE}}" data-version="{{VERSION}}" data-paid="{{PAID}}" data-total-minor="{{TOTAL_MINOR}}" data-currency="{{CURRENCY}}" data-seats="{{SEATS_TEXT}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>{{HEADING}}</h1>
<div class="pass">
<div class="pass-main">
<p class="eyebrow">Booking code</p>
<p class="locator">{{LOCATOR}}</p>
<p class="lead">{{WORDS}}</p>
{{#AIRLINE_CHANGED}}<p class="note warn">{{TEXT}}</p>{{/AIRLINE_CHANGED}}
{{>ITINERARY}}
</div>
<div class="pass-stub">
<dl class="facts">
<div><dt>State</dt><dd>{{STATE_WORDS}}</dd></div>
<div><dt>Total</dt><dd>{{TOTAL}}</dd></div>
<div><dt>Paid</dt><dd>{{PAID_WORDS}}</dd></div>
{{#REFUND}}<div><dt>Goes back</dt><dd>{{TEXT}}</dd></div>{{/REFUND}}
</dl>
</div>
</div>
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
<li><a href="/bookings/{{LOCATOR}}/passengers">Correct a name</a></li>
<li><a href="/bookings/{{LOCATOR}}/contact">Change e-mail or phone</a></li>
<li><a href="/bookings/{{LOCATOR}}/cancel">Cancel this booking</a></li>
</ul>
</section>
{{/CHANGES}}
{{#NEEDS_LINK}}
<section class="card no-print" aria-labelledby="link-title">
<h2 id="link-title">Change something</h2>
<p>To change something or cancel, open the link that we mail to the address of this booking.</p>
<form method="post" action="/bookings/{{LOCATOR}}/link" data-form="link"><button class="button secondary" type="submit">Mail me the link</button></form>
{{#LINK_SENT}}<p class="note" role="status">The link is on its way.</p>{{/LINK_SENT}}
</section>
{{/NEEDS_LINK}}
</main>
