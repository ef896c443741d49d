{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="admin-today" data-date="{{DATE}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>Today</h1>
{{#NOTE}}<p class="note" role="status">{{TEXT}}</p>{{/NOTE}}

<h2 id="waiting">Work that waits</h2>
{{#NOTHING_WAITS}}<p class="note" data-nothing="waiting">Nothing waits: all mail is sent or on its way, no passengers have to be informed, nothing is known to be wrong.</p>{{/NOTHING_WAITS}}
{{#MAILS}}<h3 id="mails">Mails that could not be sent: {{COUNT}}</h3>
<section class="scroll" aria-labelledby="mails" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Mail</th><th scope="col">Booking</th><th scope="col">Written</th><th scope="col" class="number">Tries</th><th scope="col">The last one</th><th scope="col">Next try</th><th scope="col"><span class="sr">Try again</span></th></tr></thead>
<tbody>
{{#MAIL}}<tr data-mail="{{MAIL_ID}}" data-attempts="{{ATTEMPTS}}"><th scope="row">{{WHAT}}</th><td>{{#LINKED}}<a href="{{LINK}}">{{LOCATOR}}</a>{{/LINKED}}{{#PLAIN}}{{LOCATOR}}{{/PLAIN}}</td><td>{{#MADE}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/MADE}}</td><td class="number">{{ATTEMPTS}}</td><td>{{WHY}}</td><td>{{#DUE_LATER}}<time datetime="{{INSTANT}}">{{TEXT}}</time>{{/DUE_LATER}}{{#DUE_NOW}}at once{{/DUE_NOW}}</td><td>{{#RETRY}}<form method="post" action="/admin/mails/{{MAIL_ID}}/retry" data-form="mail-retry"><input type="hidden" name="attempts" value="{{ATTEMPTS}}">{{#HIDDEN}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/HIDDEN}}<button class="button secondary" type="submit">Try again<span class="sr">{{BI_SPACE}}({{WHAT}})</span></button></form>{{/RETRY}}</td></tr>
{{/MAIL}}
</tbody>
</table>
</section>
{{#MORE_MAILS}}<p class="hint">These are the next to be tried. <a href="/admin/?mails_at={{PLACE_AT}}&amp;mails_after={{PLACE_AFTER}}#mails">The mails after these</a></p>{{/MORE_MAILS}}
{{#FIRST_MAILS}}<p><a href="/admin/#mails">The first mails again</a></p>{{/FIRST_MAILS}}
{{#RETRY_ALL}}<form method="post" action="/admin/mails/retry" data-form="mails-retry"><input type="hidden" name="last_id" value="{{LAST_ID}}"><button class="button" type="submit">Try all of them again</button></form>{{/RETRY_ALL}}
{{/MAILS}}
{{#CHANGED}}<h3 id="changed">Changed departures with passengers to inform: {{COUNT}}</h3>
<section class="scroll" aria-labelledby="changed" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Departure</th><th scope="col">Route</th><th scope="col">Leaves</th><th scope="col">State</th><th scope="col" class="number">Bookings that have not answered</th><th scope="col" class="number">Passengers</th><th scope="col" class="number">Mails not sent yet</th></tr></thead>
<tbody>
{{#CHANGED_ROW}}<tr data-changed="{{NAME}}" data-state="{{STATE}}" data-bookings="{{BOOKINGS}}" data-passengers="{{PASSENGERS}}" data-unsent="{{UNSENT}}"><th scope="row"><a href="/admin/departures/{{NAME}}">{{NAME}}</a></th><td>{{ORIGIN}} – {{DESTINATION}}</td><td><time datetime="{{INSTANT}}">{{DEPARTS}}</time></td><td>{{STATE}}</td><td class="number">{{BOOKINGS}}</td><td class="number">{{PASSENGERS}}</td><td class="number">{{UNSENT}}</td></tr>
{{/CHANGED_ROW}}
</tbody>
</table>
</section>
{{#MORE_CHANGED}}<p class="hint">These are the next to leave. <a href="/admin/?changed_at={{PLACE_AT}}&amp;changed_after={{PLACE_AFTER}}#changed">The departures after these</a></p>{{/MORE_CHANGED}}
{{#FIRST_CHANGED}}<p><a href="/admin/#changed">The first departures again</a></p>{{/FIRST_CHANGED}}
{{/CHANGED}}
{{#VERIFY}}<div data-verify data-checks="{{CHECKS}}">{{#FINDING}}<p class="note warn" data-finding="{{CHECK}}" data-kind="{{KIND}}" data-count="{{COUNT}}"><b>{{CHECK}}</b>, {{KIND}}: {{TEXT}}. {{COUNT}}, the first is {{SAMPLE}}.</p>
{{/FINDING}}<p class="hint">{{#NEVER}}The data was not looked at yet.{{/NEVER}}{{#RAN}}The data was last looked at <time datetime="{{INSTANT}}">{{TEXT}}</time>{{/RAN}}{{#FULL}}, all of it <time datetime="{{INSTANT}}">{{TEXT}}</time>{{/FULL}}{{#RAN}} (<code>aisle verify</code>).{{/RAN}}</p></div>{{/VERIFY}}

{{#DAY}}<h2><a href="/admin/departures?from={{DATE:u}}&amp;until={{DATE:u}}">{{TEXT}}, {{WHEN}}</a></h2>
{{>STAFF_DEPARTURES}}
{{#MORE}}<p><a href="/admin/departures?from={{DATE:u}}&amp;until={{DATE:u}}">All of this day</a></p>{{/MORE}}
{{/DAY}}
<p class="hint">Departures that seats were ever held on, by local date at the origin, from half an hour ago on. Sold and held are counted now.</p>

<h2 id="ahead">The next days</h2>
{{#LOAD_LATER}}<p class="note">Nothing was summed up for today yet: the worker does so within a minute.</p>{{/LOAD_LATER}}
<section class="scroll" aria-labelledby="ahead" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Day</th><th scope="col" class="number">Departures</th><th scope="col" class="number">Cancelled</th><th scope="col" class="number">Seats</th><th scope="col" class="number">Sold</th><th scope="col" class="number">Held</th><th scope="col" class="number">Blocked</th><th scope="col" class="number">Free</th><th scope="col">Load</th></tr></thead>
<tbody>
{{#LOAD_DAY}}<tr data-day="{{DATE}}" data-departures="{{DEPARTURES}}" data-seats="{{SEATS}}" data-sold="{{SOLD}}"><th scope="row"><a href="/admin/departures?from={{DATE:u}}&amp;until={{DATE:u}}">{{TEXT}}</a></th><td class="number">{{DEPARTURES}}</td><td class="number">{{CANCELLED}}</td><td class="number">{{SEATS}}</td><td class="number">{{SOLD}}</td><td class="number">{{HELD}}</td><td class="number">{{BLOCKED}}</td><td class="number">{{FREE}}</td><td><svg class="load" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{{LOAD}} per cent sold" focusable="false"><rect class="load-all" width="100" height="8"/><rect class="load-held" width="{{LOAD_TAKEN}}" height="8"/><rect class="load-sold" width="{{LOAD}}" height="8"/></svg> {{LOAD}} %</td></tr>
{{/LOAD_DAY}}
</tbody>
</table>
</section>
{{#LOAD_MADE}}<p class="hint">As of <time datetime="{{INSTANT}}">{{TEXT}}</time>; days further ahead up to half an hour older.</p>{{/LOAD_MADE}}

{{#SALES_PART}}<h2 id="sales">Sales and revenue of 30 days</h2>
{{#SALES_LATER}}<p class="note">Today's sales were not summed up yet: the worker does so within a minute.</p>{{/SALES_LATER}}
{{#NO_SALES}}<p class="note" data-nothing="sales">Nothing was sold in these 30 days. As soon as something is, it shows here, by day and currency.</p>{{/NO_SALES}}
{{#SALES_SHOWN}}<section class="scroll" aria-labelledby="sales" tabindex="0">
<table class="table">
<thead><tr><th scope="col">Currency</th><th scope="col" class="number">Bookings</th><th scope="col" class="number">Passengers</th><th scope="col" class="number">Cancelled</th><th scope="col" class="number">Sold</th><th scope="col" class="number">Given up</th><th scope="col" class="number">Paid</th><th scope="col" class="number">Refunded</th></tr></thead>
<tbody>
{{#SALES_TOTAL}}<tr data-currency="{{CURRENCY}}" data-bookings="{{BOOKINGS}}" data-passengers="{{PASSENGERS}}" data-cancelled="{{CANCELLED}}" data-sold-minor="{{SOLD_MINOR}}"><th scope="row">{{CURRENCY}}</th><td class="number">{{BOOKINGS}}</td><td class="number">{{PASSENGERS}}</td><td class="number">{{CANCELLED}}</td><td class="number">{{SOLD}}</td><td class="number">{{GIVEN_UP}}</td><td class="number">{{PAID}}</td><td class="number">{{REFUNDED}}</td></tr>
{{/SALES_TOTAL}}
</tbody>
</table>
</section>
<div class="charts">{{#SALES_CHART}}{{>CHART}}{{/SALES_CHART}}</div>
{{/SALES_SHOWN}}
<p class="hint">Each amount is on the day (of UTC) on which it was agreed or moved: a booking that is cancelled later stays where it was sold, and is given up on the day on which it is cancelled.{{#SALES_MADE}} As of <time datetime="{{INSTANT}}">{{TEXT}}</time>.{{/SALES_MADE}}</p>
{{/SALES_PART}}

<h2 id="curves">Booking curves</h2>
<nav class="curve-days" aria-label="Departures that leave"><ul>{{#AHEAD}}<li><a href="/admin/?ahead={{VALUE}}#curves"{{#HERE}} aria-current="true"{{/HERE}}>{{TEXT}}</a></li>{{/AHEAD}}</ul></nav>
{{#NO_CURVES}}<p class="note" data-nothing="curves">No departures leave then that seats were ever held on.</p>{{/NO_CURVES}}
<p class="hint">The next departures, by how much of their seats was sold so many days before. {{#USUAL}}Dashed: what is usual, of {{COUNT}} departures of the last four weeks.{{/USUAL}}{{#NOT_USUAL}}Nothing has left in the last four weeks: what is usual is not known.{{/NOT_USUAL}}</p>
<div class="charts small">{{#CURVE}}{{>CHART}}{{/CURVE}}</div>

<h2 id="weeks">Load factor by week</h2>
{{#NO_LOAD}}<p class="note" data-nothing="load">No departures with seats in these weeks.</p>{{/NO_LOAD}}
<div class="charts">{{#LOAD_CHART}}{{>CHART}}{{/LOAD_CHART}}</div>
</main>
