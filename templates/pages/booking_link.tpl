{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="booking-link" {{>PROBLEM_ATTRIBUTES}}>
<div class="pass notice">
<div class="pass-main">
<p class="eyebrow">Booking {{LOCATOR}}</p>
<h1>This link is over</h1>
<p class="lead">The e-mail address of this booking was changed after the link was mailed, so the link does not open it any more. We can mail the new one to the address that the booking has now.</p>
{{#LINK_SENT}}<p class="note good" role="status">The link is on its way.</p>{{/LINK_SENT}}
{{#REACHED}}<p class="hint">If it is your booking and you did not change that, tell us. You reach us at {{>CONTACT_LINK}}.</p>{{/REACHED}}
</div>
<div class="pass-stub">
<form method="post" action="/bookings/{{LOCATOR}}/link" data-form="link"><button class="button" type="submit">Mail me the link</button></form>
<a class="button secondary" href="/#find">Find my booking</a>
</div>
</div>
</main>
