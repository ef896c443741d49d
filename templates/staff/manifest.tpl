{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide manifest" data-page="admin-manifest" data-departure="{{NAME}}" data-state="{{STATE}}" data-gate="{{GATE}}" data-order="{{ORDER}}" data-booked="{{BOOKED}}" data-checked-in="{{CHECKED_IN}}" data-boarded="{{BOARDED}}" data-missing="{{MISSING}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<p class="eyebrow no-print"><a href="/admin/departures/{{NAME}}">{{NAME}}</a></p>
<h1 id="passengers">Passengers of {{NAME}}</h1>
{{#NOTE}}<p class="note" role="status">{{TEXT}}</p>{{/NOTE}}
<dl class="facts inline">
<div><dt>Route</dt><dd>{{ORIGIN}} – {{DESTINATION}}</dd></div>
<div><dt>Leaves</dt><dd><time datetime="{{INSTANT}}">{{DEPARTS}}</time></dd></div>
<div><dt>State</dt><dd>{{STATE}}</dd></div>
<div><dt>Aircraft</dt><dd>{{AIRCRAFT}}</dd></div>
<div><dt>Gate</dt><dd>{{GATE}}{{#CLOSED}}, <time datetime="{{INSTANT}}">{{TEXT}}</time>{{/CLOSED}}</dd></div>
</dl>
<ul class="counters">{{#COUNTER}}<li><a href="{{LINK}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}><b>{{COUNT}}</b> {{TEXT}}</a></li>{{/COUNTER}}</ul>
<div class="actions no-print">
{{#GATE_TOOLS}}<a class="button" href="/admin/departures/{{NAME}}/scan">Scan</a>{{#GATE_OPEN}}<a class="button secondary" href="/admin/departures/{{NAME}}/close">Close the flight</a>{{/GATE_OPEN}}{{/GATE_TOOLS}}
<a class="button secondary" href="/admin/departures/{{NAME}}/manifest.csv?order={{ORDER}}{{#CHOSEN_ONLY}}&amp;only={{ONLY}}{{/CHOSEN_ONLY}}">As CSV</a>
<button class="button secondary" type="button" data-print hidden>Print</button>
<span class="orders">By {{#SORT_CHOICE}}<a href="{{LINK}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>{{TEXT}}</a> {{/SORT_CHOICE}}</span>
</div>
<section class="scroll" aria-labelledby="passengers" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Seat</th><th scope="col">Name</th><th scope="col" class="no-print">Do</th><th scope="col">Type</th><th scope="col">Code</th><th scope="col">State</th></tr></thead>
<tbody>
{{#PASSENGER_ROW}}<tr data-passenger="{{PASSENGER}}" data-seat="{{SEAT_NO}}" data-gate-state="{{GATE_STATE}}" data-version="{{VERSION}}"{{#AT}} id="passenger" class="at"{{/AT}}{{#REFUSED_HERE}} tabindex="-1"{{/REFUSED_HERE}}><th scope="row">{{SEAT_NO}}</th><td>{{WHO_NAME}}</td><td class="no-print acts">{{#ACT}}<form method="post" action="{{ACTION_PATH}}" data-form="{{ACT_NAME}}"><input type="hidden" name="passenger" value="{{PASSENGER}}"><input type="hidden" name="version" value="{{VERSION}}"><input type="hidden" name="order" value="{{ORDER}}"><input type="hidden" name="only" value="{{ONLY}}"><input type="hidden" name="key" value="{{KEY}}"><button class="button{{#IS_BACK}} secondary{{/IS_BACK}}" type="submit"{{#FOCUS}} autofocus{{/FOCUS}}>{{TEXT}}<span class="sr"> {{WHO_NAME}}</span></button></form>{{/ACT}}</td><td>{{TYPE}}</td><td class="code-text">{{#LINKED}}<a href="{{LINK}}">{{PASSENGER}}</a>{{/LINKED}}{{#PLAIN}}{{PASSENGER}}{{/PLAIN}}</td><td{{#FOCUS_HERE}} tabindex="-1" autofocus{{/FOCUS_HERE}}><span class="gate-state {{GATE_STATE}}">{{STATE_WORDS}}</span>{{#CHANGED}} <small class="faint">{{ACTOR}} <time datetime="{{INSTANT}}">{{CLOCK}}</time></small>{{/CHANGED}}</td></tr>
{{/PASSENGER_ROW}}
</tbody>
</table>
</section>
{{#NOTHING}}<p class="note">Nobody.</p>{{/NOTHING}}
</main>
<script src="{{PRINT_SCRIPT}}" defer></script>
