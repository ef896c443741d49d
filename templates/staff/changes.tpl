{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="admin-changes" data-departure="{{NAME}}" data-state="{{STATE}}" data-waiting="{{WAITING}}" {{>PROBLEM_ATTRIBUTES}}>
<p class="eyebrow">{{#BACK}}<a href="/admin/departures/{{NAME}}">{{NAME}}</a>{{/BACK}}</p>
<h1>Changes of {{NAME}}</h1>
{{#NOTE}}<p class="note" role="status">{{TEXT}}</p>{{/NOTE}}
{{#AGAIN}}<p><a class="button secondary" href="/admin/departures/{{NAME}}/changes">Look again</a></p>{{/AGAIN}}
{{#HELD_OFF}}<p class="note">Seats held by people who are choosing that are not in this aircraft, or not for them in it: {{HELD}}. Who buys one is seated anew a moment later, where there is another; who has none then is told.</p>{{/HELD_OFF}}
<h2 id="orders">What staff asked for</h2>
<section class="scroll" aria-labelledby="orders" tabindex="0">
<table class="table">
<thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">What came of it</th></tr></thead>
<tbody>
{{#ORDER}}<tr data-order="{{STATE}}"><th scope="row">{{#AT}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/AT}}</th><td>{{ACTOR}}</td><td>{{ORDER_KIND}}</td><td>{{TEXT}}</td></tr>
{{/ORDER}}
</tbody>
</table>
</section>
{{#NO_ORDER}}<p class="note">Nothing: what changed was changed at the flight service itself.</p>{{/NO_ORDER}}
<h2 id="works">What follows</h2>
<section class="scroll" aria-labelledby="works" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Since</th><th scope="col">Version</th><th scope="col">Change</th><th scope="col" class="number">Bookings told</th><th scope="col" class="number">To tell</th><th scope="col" class="number">Re-seated</th><th scope="col" class="number">Without a seat</th><th scope="col">Done</th></tr></thead>
<tbody>
{{#WORK}}<tr data-work="{{STATE}}" data-told="{{TOLD}}" data-to-tell="{{TO_TELL}}" data-moved="{{MOVED_COUNT}}" data-lost="{{LOST}}"><th scope="row">{{#AT}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/AT}}</th><td>{{VERSION}}</td><td>{{TEXT}}</td><td class="number">{{TOLD}}</td><td class="number">{{TO_TELL}}</td><td class="number">{{MOVED_COUNT}}</td><td class="number">{{LOST}}</td><td><svg class="load" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{{SHARE}} per cent done" focusable="false"><rect class="load-all" width="100" height="8"/><rect class="load-sold" width="{{SHARE}}" height="8"/></svg> {{SHARE}} %</td></tr>
{{/WORK}}
</tbody>
</table>
</section>
{{#NO_WORK}}<p class="note">Nothing so far that passengers are told of, or have to sit elsewhere for.</p>{{/NO_WORK}}
{{#MOVES}}<h2 id="moves">Who sits elsewhere</h2>
<section class="scroll" aria-labelledby="moves" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Booking</th><th scope="col">Passenger</th><th scope="col">Had</th><th scope="col">Was given</th><th scope="col">Has now</th></tr></thead>
<tbody>
{{#MOVE}}<tr data-locator="{{LOCATOR}}" data-from="{{OLD_SEAT}}" data-to="{{NEW_SEAT}}" data-now="{{SEAT_NOW}}"><th scope="row"><a href="/admin/bookings/{{LOCATOR}}">{{LOCATOR}}</a></th><td>{{WHO_NAME}}</td><td>{{OLD_SEAT}}</td><td>{{NEW_SEAT}}</td><td>{{SEAT_NOW}}</td></tr>
{{/MOVE}}
</tbody>
</table>
</section>{{/MOVES}}
</main>
