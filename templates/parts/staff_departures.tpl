{{%AUTOESCAPE context="HTML"}}
<section class="scroll" aria-label="{{LABEL}}" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Departure</th><th scope="col">From</th><th scope="col">To</th><th scope="col">Leaves</th><th scope="col">State</th><th scope="col">Sales</th><th scope="col">Aircraft</th><th scope="col" class="number">Seats</th><th scope="col" class="number">Sold</th><th scope="col" class="number">Held</th><th scope="col" class="number">Blocked</th><th scope="col" class="number">Free</th><th scope="col">Load</th></tr></thead>
<tbody>
{{#DEPARTURE}}<tr data-departure="{{NAME}}" data-state="{{STATE}}" data-sales="{{SALES}}" data-seats="{{SEATS}}" data-sold="{{SOLD}}" data-held="{{HELD}}" data-blocked="{{BLOCKED}}" data-free="{{FREE}}"><th scope="row"><a href="/admin/departures/{{NAME}}">{{NAME}}</a></th><td>{{ORIGIN}}</td><td>{{DESTINATION}}</td><td><time datetime="{{INSTANT}}">{{DEPARTS}}</time></td><td>{{STATE}}</td><td>{{SALES}}</td><td>{{AIRCRAFT}}</td><td class="number">{{SEATS}}</td><td class="number">{{SOLD}}</td><td class="number">{{HELD}}</td><td class="number">{{BLOCKED}}</td><td class="number">{{FREE}}</td><td><svg class="load" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{{LOAD}} per cent sold" focusable="false"><rect class="load-all" width="100" height="8"/><rect class="load-held" width="{{LOAD_TAKEN}}" height="8"/><rect class="load-sold" width="{{LOAD}}" height="8"/></svg> {{LOAD}} %</td></tr>
{{/DEPARTURE}}
</tbody>
</table>
</section>
{{#NOTHING}}<p class="note">None.</p>{{/NOTHING}}
