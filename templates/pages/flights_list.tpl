{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="flights" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>{{HEADING}}</h1>
{{#ASKED}}<p class="lead">{{PARTY_WORDS}}&nbsp;· {{CABIN_WORDS}}&nbsp;· prices for all of you, taxes included</p>{{/ASKED}}
{{#CHOICES}}
<section class="card choices" aria-labelledby="choices-{{FIELD}}">
<h2 id="choices-{{FIELD}}">{{TEXT}}</h2>
<ul>{{#CHOICE}}<li><a href="{{LINK}}"><span class="code">{{AIRPORT_CODE}}</span><span>{{AIRPORT_NAME}}</span><span class="hint">{{AIRPORT_CITY}}, {{AIRPORT_COUNTRY}}</span></a></li>{{/CHOICE}}</ul>
</section>
{{/CHOICES}}
{{#SEARCH_SHOWN}}{{>SEARCH_FORM}}{{/SEARCH_SHOWN}}
<div class="tools">
{{#SEARCH_FOLDED}}<details class="change-search"><summary>Change your search</summary>{{>SEARCH_FORM}}</details>{{/SEARCH_FOLDED}}
{{>FILTER}}
{{#LISTED}}<a href="{{LINK}}">Back to the flights</a>{{/LISTED}}
</div>
{{#AS_OF}}<p class="note" role="status">Our timetable is not answering just now. This is what it said at <time datetime="{{AS_OF_AT}}">{{TEXT}}</time>; seats are checked again when you choose.</p>{{/AS_OF}}
{{#LEG}}
<section class="leg" id="leg-{{LEG_NO}}" aria-labelledby="leg-{{LEG_NO}}-title">
<h2 id="leg-{{LEG_NO}}-title">{{LEG_TITLE}} <span class="leg-when"><time class="leg-date" datetime="{{LEG_ON}}">{{LEG_DATE}}</time>{{#COUNTED}} <span class="leg-count">{{TEXT}}</span>{{/COUNTED}}</span></h2>
{{#STRIP}}
<nav aria-label="{{LEG_TITLE}}: other days">
<ol class="days">{{#DAY}}<li>{{#DAY_LINK}}<a href="{{LINK}}"{{#DAY_CURRENT}} aria-current="date"{{/DAY_CURRENT}}><time class="day" datetime="{{DAY_ON}}"><span>{{WEEKDAY}}</span> {{DAY_NAME}}</time>{{#DAY_PRICED}}<span class="price">{{#UNIT_FIRST}}<span>{{CURRENCY}}</span> {{/UNIT_FIRST}}{{DAY_PRICE}}{{#UNIT_LAST}} <span>{{CURRENCY}}</span>{{/UNIT_LAST}}</span>{{/DAY_PRICED}}{{#DAY_LOWEST}}<span class="lowest">lowest</span>{{/DAY_LOWEST}}{{#DAY_NONE}}<span class="no-price">no offer</span>{{/DAY_NONE}}</a>{{/DAY_LINK}}{{#DAY_OFF}}<span class="off"><time class="day" datetime="{{DAY_ON}}"><span>{{WEEKDAY}}</span> {{DAY_NAME}}</time><span class="no-price" aria-hidden="true">–</span></span>{{/DAY_OFF}}</li>{{/DAY}}<li class="whole"><a href="{{MONTH_LINK}}">Whole month</a></li></ol>
</nav>
{{/STRIP}}
{{#CALENDAR}}{{>MONTH}}{{/CALENDAR}}
{{#FOUND}}
{{#NONE_OPEN}}<div class="card empty"><p><strong>Nothing of this day can be booked for all of you.</strong> The next days that can:</p><ul class="nearest">{{#NEAREST}}<li><a href="{{LINK}}"><span class="hint">{{LABEL}}</span> <time datetime="{{DAY_ON}}">{{DAY_NAME}}</time> <span class="price">{{PRICE}}</span></a></li>{{/NEAREST}}</ul></div>{{/NONE_OPEN}}
{{#SORTS}}<p class="sort">Sort by{{#SORT}}{{BI_SPACE}}<a href="{{LINK}}"{{#SORT_CURRENT}} aria-current="true"{{/SORT_CURRENT}}>{{TEXT}}</a>{{/SORT}}</p>{{/SORTS}}
<ol class="passes">
{{#ITEM}}
<li class="pass{{#CHOSEN}} chosen{{/CHOSEN}}" data-departure="{{DEPARTURE_NAME}}" data-leg="{{LEG_NO}}" data-seats-free="{{SEATS_FREE}}" data-price-minor="{{PRICE_MINOR}}" data-currency="{{CURRENCY}}">
<div class="pass-main">{{>FLIGHT}}</div>
<div class="pass-stub">
<p class="price"><strong>{{PRICE}}</strong>{{#BOTH_WAYS}}<span class="hint">{{TEXT}} both ways</span>{{/BOTH_WAYS}}{{#SEATS_LEFT}}<span class="few">{{TEXT}}</span>{{/SEATS_LEFT}}</p>
{{#CHOSEN}}<p class="chosen-mark">Chosen</p>{{#CHOSEN_LINK}}<a class="button secondary" href="{{LINK}}">{{TEXT}}</a>{{/CHOSEN_LINK}}{{/CHOSEN}}
{{#MAY_CHOOSE}}<a class="button" href="{{LINK}}">Choose<span class="sr"> {{FLIGHT_NO}} at {{DEPARTS_TIME}}</span></a>{{/MAY_CHOOSE}}
{{#NOT_NOW}}<p class="off-mark">{{TEXT}}</p><a class="quiet" href="{{LINK}}">Look at it<span class="sr"> {{FLIGHT_NO}} at {{DEPARTS_TIME}}</span></a>{{/NOT_NOW}}
</div>
</li>
{{/ITEM}}
</ol>
{{/FOUND}}
{{#NOTHING}}
<div class="card empty"><p><strong>{{TEXT}}</strong></p>
{{#NONE_NEAR}}<p>Try another month or another airport. <a href="{{LINK}}">See the whole month</a></p>{{/NONE_NEAR}}
{{#UNFILTERED}}<p><a class="button secondary" href="{{LINK}}">Show all flights</a></p>{{/UNFILTERED}}
<ul class="nearest">{{#NEAREST}}<li><a href="{{LINK}}"><span class="hint">{{LABEL}}</span> <time datetime="{{DAY_ON}}">{{DAY_NAME}}</time> <span class="price">{{PRICE}}</span></a></li>{{/NEAREST}}</ul>
</div>
{{/NOTHING}}
</section>
{{/LEG}}
</main>
