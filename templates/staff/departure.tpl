{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="admin-departure" data-departure="{{NAME}}" data-state="{{STATE}}" data-sales="{{SALES}}" {{>PROBLEM_ATTRIBUTES}}>
<p class="eyebrow"><a href="/admin/departures">Departures</a></p>
<h1>{{NAME}}</h1>
<dl class="facts inline">
<div><dt>Route</dt><dd>{{ORIGIN}} – {{DESTINATION}}</dd></div>
<div><dt>Leaves</dt><dd><time datetime="{{INSTANT}}">{{DEPARTS}}</time></dd></div>
<div><dt>State</dt><dd>{{STATE}}</dd></div>
<div><dt>Sales</dt><dd>{{SALES}}</dd></div>
<div><dt>Aircraft</dt><dd>{{AIRCRAFT}}</dd></div>
</dl>
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
<h2 id="map">Seats</h2>
<ul class="staff-key"><li><i class="staff-seat free"></i>free</li><li><i class="staff-seat sold"></i>sold</li><li><i class="staff-seat held"></i>held</li><li><i class="staff-seat blocked"></i>blocked</li></ul>
<section class="scroll" aria-labelledby="map" tabindex="0">
{{#MAP}}<table class="staff-map">
<caption>{{NAME}}</caption>
<tbody>
{{#ROW}}<tr><th scope="row">{{ROW_NO}}{{#EXIT}}<span class="sr"> exit row</span>{{/EXIT}}</th>{{#PLACE}}{{#SEAT}}<td class="staff-seat {{SEAT_STATE}}" data-seat="{{SEAT_NO}}" data-seat-state="{{SEAT_STATE}}"><b>{{SEAT_NO}}</b> {{#WHO}}<span>{{TEXT}}</span>{{/WHO}}<span class="sr">{{SEAT_STATE}}</span></td>{{/SEAT}}{{#GAP}}<td class="gap"></td>{{/GAP}}{{/PLACE}}</tr>
{{/ROW}}
</tbody>
</table>{{/MAP}}
</section>
<h2 id="taken">Not free</h2>
<section class="scroll" aria-labelledby="taken" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Seat</th><th scope="col">State</th><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Booking</th><th scope="col">Held until</th></tr></thead>
<tbody>
{{#TAKEN}}<tr><th scope="row">{{SEAT_NO}}</th><td>{{SEAT_STATE}}</td><td>{{WHO_NAME}}</td><td>{{TYPE}}</td><td>{{LOCATOR}}</td><td>{{#HELD_UNTIL}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/HELD_UNTIL}}</td></tr>
{{/TAKEN}}
</tbody>
</table>
</section>
{{#NOTHING}}<p class="note">All seats are free.</p>{{/NOTHING}}
</main>
