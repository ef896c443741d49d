{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="admin-bookings" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1 id="bookings">Bookings</h1>
<form class="filter" method="get" action="/admin/bookings" data-form="bookings-search" role="search">
<div class="field search-box{{#ERROR}} invalid{{/ERROR}}"><label for="q">Locator, name, e-mail, or flight and date</label>{{#ERROR}}<p class="error" id="q-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<p class="hint" id="q-hint">K7QX3M · ada@example.org · XA123 2026-12-01 · Lovelace, Ada · Lovel*</p><input id="q" name="q" type="search" value="{{ASKED}}" autocomplete="off" spellcheck="false" aria-describedby="q-hint{{#ERROR}} q-error{{/ERROR}}"{{#ERROR}} aria-invalid="true"{{/ERROR}}></div>
<button class="button" type="submit">Find</button>
{{#RESULTS}}<a class="button secondary" href="/admin/bookings.csv?q={{ASKED:u}}{{#NAME_ONLY}}&amp;as=name{{/NAME_ONLY}}">As CSV</a>{{/RESULTS}}
</form>
{{#RESULTS}}<section class="scroll" aria-labelledby="bookings" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Booking</th><th scope="col">State</th><th scope="col">Who</th><th scope="col">Flights</th><th scope="col">E-mail</th><th scope="col">Booked</th><th scope="col" class="number">Price</th><th scope="col" class="number">To pay</th></tr></thead>
<tbody>
{{#FOUND}}<tr data-locator="{{LOCATOR}}" data-state="{{STATE}}"><th scope="row"><a href="/admin/bookings/{{LOCATOR}}">{{LOCATOR}}</a></th><td>{{STATE}}</td><td>{{WHO_NAME}}</td><td>{{FLIGHTS}}</td><td>{{EMAIL_TEXT}}</td><td>{{#MADE}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/MADE}}</td><td class="number">{{PRICE}}</td><td class="number">{{TO_PAY}}</td></tr>
{{/FOUND}}
</tbody>
</table>
</section>{{/RESULTS}}
{{#NOTHING}}<p class="note">No booking was found. Names are found however they are accented; the end of a surname may be left open with *.</p>{{/NOTHING}}
{{#AS_NAME}}<p><a href="/admin/bookings?q={{ASKED:u}}&amp;as=name">Look for people of this name instead</a></p>{{/AS_NAME}}
{{#MORE}}<p><a class="button secondary" href="/admin/bookings?q={{ASKED:u}}{{#NAME_ONLY}}&amp;as=name{{/NAME_ONLY}}&amp;after_key={{AFTER_KEY:u}}&amp;after={{AFTER}}">More</a></p>{{/MORE}}
</main>
