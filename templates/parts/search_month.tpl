{{%AUTOESCAPE context="HTML"}}
<div class="month">
<div class="month-head">
<h3 id="month-{{LEG_NO}}">{{MONTH_NAME}}</h3>
<ul class="actions">{{#PREVIOUS}}<li><a href="{{LINK}}" rel="prev"><span aria-hidden="true">←</span> {{TEXT}}</a></li>{{/PREVIOUS}}{{#NEXT}}<li><a href="{{LINK}}" rel="next">{{TEXT}} <span aria-hidden="true">→</span></a></li>{{/NEXT}}</ul>
</div>
{{#MONTH_PRICED}}<p class="hint">The lowest price of each day for all of you, in {{CURRENCY}}, rounded up to a whole number.</p>{{/MONTH_PRICED}}
{{#MONTH_NOTHING}}<p class="note">Nothing is on sale in this month.</p>{{/MONTH_NOTHING}}
<table class="calendar" aria-labelledby="month-{{LEG_NO}}">
<colgroup span="7"></colgroup>
<thead><tr><th scope="col"><abbr title="Monday">Mo</abbr></th><th scope="col"><abbr title="Tuesday">Tu</abbr></th><th scope="col"><abbr title="Wednesday">We</abbr></th><th scope="col"><abbr title="Thursday">Th</abbr></th><th scope="col"><abbr title="Friday">Fr</abbr></th><th scope="col"><abbr title="Saturday">Sa</abbr></th><th scope="col"><abbr title="Sunday">Su</abbr></th></tr></thead>
<tbody>
{{#WEEK}}<tr>{{#CELL}}<td>{{#CELL_LINK}}<a href="{{LINK}}"{{#DAY_CURRENT}} aria-current="date"{{/DAY_CURRENT}}><time datetime="{{DAY_ON}}"><span class="sr">{{WEEKDAY}} {{DAY_NAME}}</span><span aria-hidden="true">{{DAY_NO}}</span></time> <span class="price">{{#UNIT_FIRST}}<span class="sr">{{CURRENCY}}</span> {{/UNIT_FIRST}}{{DAY_PRICE}}{{#UNIT_LAST}} <span class="sr">{{CURRENCY}}</span>{{/UNIT_LAST}}</span>{{#DAY_LOWEST}} <span class="lowest">lowest</span>{{/DAY_LOWEST}}</a>{{/CELL_LINK}}{{#CELL_OFF}}<span class="off"{{#DAY_CURRENT}} aria-current="date"{{/DAY_CURRENT}}><time datetime="{{DAY_ON}}"><span class="sr">{{WEEKDAY}} {{DAY_NAME}}</span><span aria-hidden="true">{{DAY_NO}}</span></time>{{#DAY_NONE}} <span class="no-price"><span aria-hidden="true">–</span><span class="sr">no offer</span></span>{{/DAY_NONE}}</span>{{/CELL_OFF}}{{#CELL_EMPTY}}{{BI_SPACE}}{{/CELL_EMPTY}}</td>{{/CELL}}</tr>{{/WEEK}}
</tbody>
</table>
{{#MONTH_MOVES}}<p class="hint">If you choose a day after your return, the return moves by as many days.</p>{{/MONTH_MOVES}}
</div>
