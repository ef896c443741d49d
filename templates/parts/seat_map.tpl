{{%AUTOESCAPE context="HTML"}}
<div class="aircraft-frame">
<div class="cabin{{#SMALL_AIRCRAFT}} small{{/SMALL_AIRCRAFT}}">
{{#CABIN}}
{{#CABIN_CLOSED}}<p class="cabin-closed{{#CABIN_LONG}} long{{/CABIN_LONG}}">{{#WING}}<i class="wing"></i>{{/WING}}{{CABIN_NAME}}<span>{{CABIN_ROWS}}</span></p>{{/CABIN_CLOSED}}
{{#CABIN_OPEN}}
<p class="cabin-name">{{CABIN_NAME}}<span>{{CABIN_ROWS}}</span></p>
<div class="row letters" aria-hidden="true">{{#LETTER}}{{#LETTER_SEAT}}<b>{{TEXT}}</b>{{/LETTER_SEAT}}{{#LETTER_GAP}}<i></i>{{/LETTER_GAP}}{{/LETTER}}</div>
{{#ROW}}
<div class="row{{#ROW_EXIT}} exit{{/ROW_EXIT}}" role="group" aria-label="Row {{ROW_NO}}">{{#WING}}<i class="wing"></i>{{/WING}}{{#PLACE}}{{#SEAT}}<input type="{{SEAT_KIND}}" name="seat" value="{{SEAT_NAME}}" data-seat="{{SEAT_NO}}"{{#SEAT_WRONG}} id="{{ID}}" aria-invalid="true" aria-describedby="{{ID}}-error"{{/SEAT_WRONG}} aria-label="{{SEAT_WORDS}}" data-state="{{SEAT_STATE}}"{{#SEAT_CHECKED}} checked{{/SEAT_CHECKED}}{{#SEAT_DISABLED}} disabled{{/SEAT_DISABLED}}>{{/SEAT}}{{#GAP}}<i aria-hidden="true">{{TEXT}}</i>{{/GAP}}{{#NO_SEAT}}<b></b>{{/NO_SEAT}}{{/PLACE}}</div>
{{/ROW}}
{{/CABIN_OPEN}}
{{/CABIN}}
</div>
</div>
