{{%AUTOESCAPE context="HTML"}}
<ol class="itinerary">
{{#SEGMENT}}
<li data-departure="{{DEPARTURE_NAME}}">
{{>FLIGHT}}
<dl class="facts inline">
<div><dt>Cabin</dt><dd>{{CABIN_NAME}}</dd></div>
<div><dt>Fare</dt><dd>{{FARE_BASIS}}</dd></div>
{{#SEGMENT_SEATS}}<div><dt>{{SEATS_LABEL}}</dt><dd>{{#SEAT_NO}}<span class="seat-no{{#SEAT_LOST}} lost{{/SEAT_LOST}}">{{TEXT}}</span>{{BI_SPACE}}{{/SEAT_NO}}</dd></div>{{/SEGMENT_SEATS}}
</dl>
</li>
{{/SEGMENT}}
</ol>
