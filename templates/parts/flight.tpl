{{%AUTOESCAPE context="HTML"}}
<div class="flight">
<p class="flight-head"><time datetime="{{DEPARTS_ON}}">{{DEPARTS_DATE}}</time><span class="flight-no">{{FLIGHT_NO}}</span><span class="aircraft">{{AIRCRAFT}}</span></p>
<div class="route">
<p class="end"><span class="sr">From {{ORIGIN_CITY}}, </span><time class="clock" datetime="{{DEPARTS_AT}}">{{DEPARTS_TIME}}</time><span class="code">{{ORIGIN_CODE}}</span><span class="city" aria-hidden="true">{{ORIGIN_CITY}}</span></p>
<p class="path"><time class="duration" datetime="{{DURATION_ISO}}">{{DURATION}}</time><span class="line" aria-hidden="true"><svg viewBox="46 0 26 16" width="26" height="16" focusable="false"><path d="M70 8c0-.8-.8-1.3-1.8-1.3h-4L60 1h-1.8l2 5.7h-4l-1.5-1.9h-1.2l.8 3.2-.8 3.2h1.2l1.5-1.9h4l-2 5.7H60l4.2-5.7h4c1 0 1.8-.5 1.8-1.3z" fill="currentColor"/></svg></span><span class="direct">non-stop</span></p>
<p class="end"><span class="sr">to {{DESTINATION_CITY}}, </span><time class="clock" datetime="{{ARRIVES_AT}}">{{ARRIVES_TIME}}</time>{{#DAYS_LATER}}<span class="later">{{TEXT}}</span>{{/DAYS_LATER}}<span class="code">{{DESTINATION_CODE}}</span><span class="city" aria-hidden="true">{{DESTINATION_CITY}}</span></p>
</div>
{{#FLIGHT_NOTE}}<p class="{{NOTE_CLASS}}">{{TEXT}}</p>{{/FLIGHT_NOTE}}
</div>
