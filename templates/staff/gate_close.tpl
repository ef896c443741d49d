{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="admin-gate-close" data-departure="{{NAME}}" data-state="{{STATE}}" data-gate="{{GATE}}" data-booked="{{BOOKED}}" data-checked-in="{{CHECKED_IN}}" data-boarded="{{BOARDED}}" data-missing="{{MISSING}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<p class="eyebrow"><a href="/admin/departures/{{NAME}}/manifest">Passengers of {{NAME}}</a></p>
<h1>Close {{NAME}}</h1>
<p class="hint">{{ORIGIN}} – {{DESTINATION}}, <time datetime="{{INSTANT}}">{{DEPARTS}}</time>, {{AIRCRAFT}}, {{STATE}}, gate {{GATE}}{{#CLOSED}} since <time datetime="{{INSTANT}}">{{TEXT}}</time>{{/CLOSED}}</p>
<ul class="counters"><li><b>{{BOOKED}}</b> booked</li><li><b>{{CHECKED_IN}}</b> checked in</li><li><b>{{BOARDED}}</b> on board</li><li><b>{{MISSING}}</b> missing</li></ul>
<h2 id="missing">Missing</h2>
<section class="scroll" aria-labelledby="missing" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Seat</th><th scope="col">Name</th><th scope="col">Code</th><th scope="col">State</th></tr></thead>
<tbody>
{{#PASSENGER_ROW}}<tr data-passenger="{{PASSENGER}}" data-gate-state="{{GATE_STATE}}"><th scope="row">{{SEAT_NO}}</th><td>{{WHO_NAME}}</td><td class="code-text">{{#LINKED}}<a href="{{LINK}}">{{PASSENGER}}</a>{{/LINKED}}{{#PLAIN}}{{PASSENGER}}{{/PLAIN}}</td><td>{{STATE_WORDS}}</td></tr>
{{/PASSENGER_ROW}}
</tbody>
</table>
</section>
{{#NOTHING}}<p class="note">Nobody: everybody is on board.</p>{{/NOTHING}}
{{#CLOSE_FORM}}<form class="card" method="post" action="{{ACTION_PATH}}" data-form="gate-close">
<p>Who is missing becomes a no-show. Then nothing changes on this flight any more, by anybody: no check-in, no boarding, no seat, no cancellation, no sale. It cannot be opened again.</p>
<input type="hidden" name="seen" value="{{SEEN}}">
<input type="hidden" name="key" value="{{KEY}}">
<button class="button danger" type="submit">Close the flight, no-shows: {{MISSING}}</button>
</form>{{/CLOSE_FORM}}
</main>
