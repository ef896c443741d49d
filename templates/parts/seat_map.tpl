{{%AUTOESCAPE context="HTML"}}
<div class="aircraft-frame">
<div class="cabin">
{{#CABIN}}
{{#CABIN_CLOSED}}<p class="cabin-closed">{{CABIN_NAME}}<span>{{CABIN_ROWS}}</span></p>{{/CABIN_CLOSED}}
{{#CABIN_OPEN}}
<p class="cabin-name">{{CABIN_NAME}}<span>{{CABIN_ROWS}}</span></p>
<div class="row letters" aria-hidden="true">{{#LETTER}}{{#LETTER_SEAT}}<span class="seat">{{TEXT}}</span>{{/LETTER_SEAT}}{{#LETTER_GAP}}<span class="gap"></span>{{/LETTER_GAP}}{{/LETTER}}</div>
{{#ROW}}
<div class="row{{#ROW_EXIT}} exit{{/ROW_EXIT}}" role="group" aria-label="Row {{ROW_NO}}">{{#PLACE}}{{#SEAT}}<label class="seat"><input type="{{SEAT_KIND}}" name="seat" value="{{SEAT_NAME}}" data-seat="{{SEAT_NO}}" aria-label="{{SEAT_WORDS}}" data-state="{{SEAT_STATE}}"{{#SEAT_ID}} id="{{TEXT}}"{{/SEAT_ID}}{{#SEAT_CHECKED}} checked{{/SEAT_CHECKED}}{{#SEAT_DISABLED}} disabled{{/SEAT_DISABLED}}><span><b>{{ROW_NO}}</b>{{SEAT_LETTER}}</span></label>{{/SEAT}}{{#GAP}}<span class="gap" aria-hidden="true">{{TEXT}}</span>{{/GAP}}{{#NO_SEAT}}<span class="seat none"></span>{{/NO_SEAT}}{{/PLACE}}</div>
{{/ROW}}
{{/CABIN_OPEN}}
{{/CABIN}}
</div>
</div>
