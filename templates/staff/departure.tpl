{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="admin-departure" data-departure="{{NAME}}" data-state="{{STATE}}" data-sales="{{SALES}}" data-version="{{VERSION}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<p class="eyebrow"><a href="/admin/departures">Departures</a></p>
<h1>{{NAME}}</h1>
{{#NOTE}}<p class="note" role="status">{{TEXT}}</p>{{/NOTE}}
{{#SINCE}}<section class="note" aria-labelledby="since">
<h2 id="since">Since you opened the page</h2>
<ul class="since">{{#SINCE_EVENT}}<li data-since="{{EVENT_VERSION}}">{{#MADE}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/MADE}}, {{ACTOR}}: {{DETAIL}}</li>{{/SINCE_EVENT}}</ul>
</section>{{/SINCE}}
<dl class="facts inline">
<div><dt>Route</dt><dd>{{ORIGIN}} – {{DESTINATION}}</dd></div>
<div><dt>Leaves</dt><dd><time datetime="{{INSTANT}}">{{DEPARTS}}</time></dd></div>
<div><dt>State</dt><dd>{{STATE}}</dd></div>
<div><dt>Sales</dt><dd>{{SALES}}</dd></div>
{{#GATE_CLOSED}}<div><dt>Gate</dt><dd>closed for good</dd></div>{{/GATE_CLOSED}}
<div><dt>Aircraft</dt><dd>{{AIRCRAFT}}</dd></div>
</dl>
<p class="actions"><a class="button" href="/admin/departures/{{NAME}}/manifest">Passengers and gate</a></p>
<div class="desk">
<div>
<h2 id="cabins">Cabins</h2>
<section class="scroll" aria-labelledby="cabins" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Cabin</th><th scope="col" class="number">Seats</th><th scope="col" class="number">Sold</th><th scope="col" class="number">Held</th><th scope="col" class="number">Blocked</th><th scope="col" class="number">Free</th></tr></thead>
<tbody>
{{#CABIN}}<tr data-cabin="{{CODE_NAME}}" data-seats="{{SEATS}}" data-sold="{{SOLD}}" data-held="{{HELD}}" data-blocked="{{BLOCKED}}" data-free="{{FREE}}"><th scope="row">{{NAME}}</th><td class="number">{{SEATS}}</td><td class="number">{{SOLD}}</td><td class="number">{{HELD}}</td><td class="number">{{BLOCKED}}</td><td class="number">{{FREE}}</td></tr>
{{/CABIN}}
</tbody>
</table>
</section>
{{#SEATS_FORM}}<form id="seats-form" class="card" method="post" action="/admin/departures/{{NAME}}/seats" data-form="departure-seats" novalidate>
<h2>Block seats, free them again</h2>
<input type="hidden" name="version" value="{{VERSION}}">
<input type="hidden" name="key" value="{{KEY}}">
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
<p class="buttons"><button class="button" type="submit" name="what" value="block">Block</button> <button class="button secondary" type="submit" name="what" value="unblock">Free again</button></p>
</form>{{/SEATS_FORM}}
{{#SALES_FORM}}<form class="card" method="post" action="/admin/departures/{{NAME}}/sales" data-form="departure-sales" novalidate>
{{#SALES_OPEN}}<h2>Close sales</h2>
<p class="hint">Nobody can buy any more, open holds included. What is sold stays.</p>
<input type="hidden" name="what" value="close">{{/SALES_OPEN}}
{{#SALES_CLOSED}}<h2>Sales are closed</h2>
<input type="hidden" name="what" value="open">{{/SALES_CLOSED}}
<input type="hidden" name="version" value="{{VERSION}}">
<input type="hidden" name="key" value="{{KEY}}">
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
{{#SALES_OPEN}}<button class="button danger" type="submit">Close sales</button>{{/SALES_OPEN}}
{{#SALES_CLOSED}}<button class="button" type="submit">Open sales again</button>{{/SALES_CLOSED}}
</form>{{/SALES_FORM}}
{{#CHANGES}}<nav aria-labelledby="changes">
<h2 id="changes">Changes</h2>
<ul class="links">{{#CHANGE}}<li><a href="{{LINK}}">{{TEXT}}</a></li>{{/CHANGE}}</ul>
</nav>{{/CHANGES}}
</div>
<div>
<h2 id="map">Seats</h2>
<ul class="staff-key" aria-hidden="true"><li><i class="sits" data-seat-state="free"></i>free</li><li><i class="sits" data-seat-state="sold"></i>sold</li><li><i class="sits" data-seat-state="held"></i>held</li><li><i class="sits" data-seat-state="blocked"></i>blocked</li></ul>
<section class="scroll" aria-labelledby="map" tabindex="0">
<div class="cabin">
{{#MAP}}<p class="cabin-name">{{NAME}}<span>{{CABIN_ROWS}}</span></p>
{{#ROW}}<div class="row{{#EXIT}} exit{{/EXIT}}" role="group" aria-label="Row {{ROW_NO}}{{#EXIT}}, exit row{{/EXIT}}">{{#PLACE}}{{#CHOICE}}<input type="checkbox" form="seats-form" name="seat" value="{{SEAT_NO}}" data-seat="{{SEAT_NO}}" data-seat-state="{{SEAT_STATE}}" aria-label="{{SEAT_WORDS}}"{{#SEAT_CHECKED}} checked{{/SEAT_CHECKED}}>{{/CHOICE}}{{#TAKEN}}<a class="sits" href="{{LINK}}" data-seat="{{SEAT_NO}}" data-seat-state="{{SEAT_STATE}}"><b>{{SEAT_NO}}</b>{{#WHO}}<span>{{TEXT}}</span>{{/WHO}}<span class="sr">{{BI_SPACE}}{{SEAT_STATE}}</span></a>{{/TAKEN}}{{#FREE_SEAT}}<span class="sits" data-seat="{{SEAT_NO}}" data-seat-state="{{SEAT_STATE}}"><b>{{SEAT_NO}}</b><span class="sr">{{BI_SPACE}}{{SEAT_STATE}}</span></span>{{/FREE_SEAT}}{{#GAP}}<i aria-hidden="true">{{TEXT}}</i>{{/GAP}}{{#NO_SEAT}}<b></b>{{/NO_SEAT}}{{/PLACE}}</div>
{{/ROW}}
{{/MAP}}
</div>
</section>
</div>
</div>
<h2 id="taken">Not free</h2>
<section class="scroll" aria-labelledby="taken" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Seat</th><th scope="col">State</th><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Booking</th><th scope="col">Held until, or why</th></tr></thead>
<tbody>
{{#NOT_FREE}}<tr id="seat-{{SEAT_NO}}" data-taken="{{SEAT_NO}}"><th scope="row">{{SEAT_NO}}{{#OFF_PLAN}} <small data-off-plan>not in this aircraft</small>{{/OFF_PLAN}}</th><td>{{SEAT_STATE}}</td><td>{{WHO_NAME}}</td><td>{{TYPE}}</td><td>{{#LINKED}}<a href="{{LINK}}">{{LOCATOR}}</a>{{/LINKED}}{{#PLAIN}}{{LOCATOR}}{{/PLAIN}}</td><td>{{#HELD_UNTIL}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/HELD_UNTIL}}{{REASON}}</td></tr>
{{/NOT_FREE}}
</tbody>
</table>
</section>
{{#NOTHING}}<p class="note">All seats are free.</p>{{/NOTHING}}
<h2 id="fares">Fares</h2>
{{#FARES_OLD}}<p class="note">The flight service does not answer: as it said on <time datetime="{{INSTANT}}">{{TEXT}}</time>.</p>{{/FARES_OLD}}
{{#FARES_UNKNOWN}}<p class="note" data-fares="unknown">The flight service does not answer, so its fares cannot be shown now.</p>{{/FARES_UNKNOWN}}
{{#FARES_GONE}}<p class="note" data-fares="gone">The flight service does not know this departure any more.</p>{{/FARES_GONE}}
{{#NO_FARES}}<p class="note" data-fares="none">It has no fares: nobody can buy a seat.</p>{{/NO_FARES}}
<section class="scroll" aria-labelledby="fares" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Basis</th><th scope="col">Cabin</th><th scope="col" class="number">Fare</th><th scope="col">Taxes</th><th scope="col" class="number">Adult pays</th><th scope="col">Refundable</th><th scope="col" class="number">Change</th><th scope="col" class="number">Cancel</th></tr></thead>
<tbody>
{{#FARE}}<tr data-fare="{{BASIS}}" data-total-minor="{{TOTAL_MINOR}}"><th scope="row">{{BASIS}}</th><td>{{CODE_NAME}}</td><td class="number">{{AMOUNT}}</td><td>{{TAXES}}</td><td class="number">{{TOTAL}}</td><td>{{REFUND}}</td><td class="number">{{CHANGE_FEE}}</td><td class="number">{{CANCEL_FEE}}</td></tr>
{{/FARE}}
</tbody>
</table>
</section>
<h2 id="events">What happened</h2>
{{#AUDIT_LINK}}<p><a href="/admin/audit?subject=departure/{{NAME:u}}">What staff did and read</a></p>{{/AUDIT_LINK}}
<section class="scroll" aria-labelledby="events" tabindex="0">
<table class="table">
<thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col" class="number">Version</th></tr></thead>
<tbody>
{{#EVENT}}<tr data-event="{{EVENT_VERSION}}"><td>{{#MADE}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/MADE}}</td><td>{{ACTOR}}</td><td>{{DETAIL}}</td><td class="number">{{EVENT_VERSION}}</td></tr>
{{/EVENT}}
</tbody>
</table>
</section>
{{#MORE}}<p><a class="button secondary" href="/admin/departures/{{NAME}}?before={{BEFORE}}#events">Older ones</a></p>{{/MORE}}
</main>
