{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="account" {{>PROBLEM_ATTRIBUTES}}>
<h1>Your account</h1>
{{>ACCOUNT_NAV}}
{{#NOTE}}<p class="note good" role="status">{{TEXT}}</p>{{/NOTE}}
{{#NOT_CONFIRMED}}
<section class="card" aria-labelledby="confirm-title">
<h2 id="confirm-title">Please confirm your address</h2>
<p>Open the link that we mailed to {{EMAIL_ADDRESS}}. Until you do, we cannot know that the account is yours: if you forget the password, you begin again with an empty account.</p>
<form method="post" action="/account/confirm" data-form="confirm-again"><button class="button secondary" type="submit">Mail the link again</button></form>
</section>
{{/NOT_CONFIRMED}}
<section class="card" aria-labelledby="bookings-title">
<h2 id="bookings-title">Upcoming</h2>
{{#NO_BOOKINGS}}<p>Nothing is booked. <a href="/">Search flights</a></p>{{/NO_BOOKINGS}}
{{#UPCOMING}}<ul class="bookings" data-bookings="upcoming">{{#BOOKING}}<li><a href="/bookings/{{LOCATOR}}">{{LOCATOR}}</a> {{#JOURNEY}}{{ROUTE}}, <time datetime="{{FIRST_ON}}">{{FIRST_DATE}}</time>{{#UNTIL}} to <time datetime="{{LAST_ON}}">{{LAST_DATE}}</time>{{/UNTIL}}, {{/JOURNEY}}{{STATE_WORDS}}</li>{{/BOOKING}}</ul>{{/UPCOMING}}
</section>
{{#PAST}}
<section class="card" aria-labelledby="past-title">
<h2 id="past-title">Past and cancelled</h2>
<ul class="bookings" data-bookings="past">{{#BOOKING}}<li><a href="/bookings/{{LOCATOR}}">{{LOCATOR}}</a> {{#JOURNEY}}{{ROUTE}}, <time datetime="{{FIRST_ON}}">{{FIRST_DATE}}</time>{{#UNTIL}} to <time datetime="{{LAST_ON}}">{{LAST_DATE}}</time>{{/UNTIL}}, {{/JOURNEY}}{{STATE_WORDS}}</li>{{/BOOKING}}</ul>
</section>
{{/PAST}}
<section class="card" aria-labelledby="details-title">
<h2 id="details-title">Signing in</h2>
<dl class="facts"><div><dt>E-mail</dt><dd>{{EMAIL_ADDRESS}}</dd></div></dl>
<ul class="actions"><li><a href="/account/email">Change the address</a></li><li><a href="/account/password">Change the password</a></li></ul>
</section>
<form method="post" action="/sign-out" data-form="sign-out"><button class="button secondary" type="submit">Sign out</button></form>
</main>
