{{%AUTOESCAPE context="HTML"}}
<div class="flight">
<p class="flight-head"><time datetime="{{DEPARTS_ON}}">{{DEPARTS_DATE}}</time><span class="flight-no">{{FLIGHT_NO}}</span><span class="aircraft">{{AIRCRAFT}}</span></p>
<div class="route">
<p class="end"><span class="sr">From {{ORIGIN_CITY}}, </span><time class="clock" datetime="{{DEPARTS_AT}}">{{DEPARTS_TIME}}</time><span class="code">{{ORIGIN_CODE}}</span><span class="city" aria-hidden="true">{{ORIGIN_CITY}}</span></p>
<p class="path"><time class="duration" datetime="{{DURATION_ISO}}">{{DURATION}}</time><span class="line" aria-hidden="true"><svg class="icon plane" viewBox="0 0 24 24" width="24" height="24" focusable="false"><path d="M17.8 19.2 16 11l3.5-3.5C21 6 21.5 4 21 3c-1-.5-3 0-4.5 1.5L13 8 4.8 6.2c-.5-.1-.9.1-1.1.5l-.3.5c-.2.5-.1 1 .3 1.3L9 12l-2 3H4l-1 1 3 2 2 3 1-1v-3l3-2 3.5 5.3c.3.4.8.5 1.3.3l.5-.2c.4-.3.6-.7.5-1.2z"/></svg></span><span class="direct">non-stop</span></p>
<p class="end"><span class="sr">to {{DESTINATION_CITY}}, </span><time class="clock" datetime="{{ARRIVES_AT}}">{{ARRIVES_TIME}}</time>{{#DAYS_LATER}}<span class="later">{{TEXT}}</span>{{/DAYS_LATER}}<span class="code">{{DESTINATION_CODE}}</span><span class="city" aria-hidden="true">{{DESTINATION_CITY}}</span></p>
</div>
{{#FLIGHT_NOTE}}<p class="{{NOTE_CLASS}}">{{TEXT}}</p>{{/FLIGHT_NOTE}}
</div>
