{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="account" {{>PROBLEM_ATTRIBUTES}}>
<h1>Your account</h1>
<p class="lead">{{EMAIL_ADDRESS}}</p>
<section class="card" aria-labelledby="bookings-title">
<h2 id="bookings-title">Your bookings</h2>
{{#NO_BOOKINGS}}<p>None yet. <a href="/">Search flights</a></p>{{/NO_BOOKINGS}}
{{#BOOKINGS}}<ul class="bookings">{{#BOOKING}}<li><a href="/bookings/{{LOCATOR}}">{{LOCATOR}}</a> {{WORDS}}</li>{{/BOOKING}}</ul>{{/BOOKINGS}}
</section>
<form method="post" action="/sign-out" data-form="sign-out"><button class="button secondary" type="submit">Sign out</button></form>
</main>
