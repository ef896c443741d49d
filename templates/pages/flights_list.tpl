{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide" data-page="flights" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>{{HEADING}}</h1>
{{#ASKED}}<p class="lead">{{PARTY_WORDS}} · {{CABIN_WORDS}}</p>{{/ASKED}}
{{#CHOICES}}
<section class="card choices" aria-labelledby="choices-{{FIELD}}">
<h2 id="choices-{{FIELD}}">{{TEXT}}</h2>
<ul>{{#CHOICE}}<li><a href="{{LINK}}"><span class="code">{{AIRPORT_CODE}}</span><span>{{AIRPORT_NAME}}</span><span class="hint">{{AIRPORT_CITY}}, {{AIRPORT_COUNTRY}}</span></a></li>{{/CHOICE}}</ul>
</section>
{{/CHOICES}}
{{#SEARCH_SHOWN}}{{>SEARCH_FORM}}{{/SEARCH_SHOWN}}
{{#SEARCH_FOLDED}}<details class="change-search"><summary>Change your search</summary>{{>SEARCH_FORM}}</details>{{/SEARCH_FOLDED}}
{{#AS_OF}}<p class="note" role="status">Our timetable is not answering just now. This is what it said at {{TEXT}}; seats are checked again when you choose.</p>{{/AS_OF}}
{{#LEG}}
<section class="leg" id="leg-{{LEG_NO}}" aria-labelledby="leg-{{LEG_NO}}-title">
<h2 id="leg-{{LEG_NO}}-title">{{LEG_TITLE}} <span class="leg-date">{{LEG_DATE}}</span></h2>
<nav class="days" aria-label="{{LEG_TITLE}}: other days">
{{#DAY}}{{#DAY_LINK}}<a href="{{LINK}}"{{#DAY_CURRENT}} aria-current="date"{{/DAY_CURRENT}}><span class="day"><span>{{WEEKDAY}}</span> {{DAY_NAME}}</span>{{#DAY_PRICED}}<span class="price"><span>{{CURRENCY}}</span> {{DAY_PRICE}}</span>{{/DAY_PRICED}}{{#DAY_NONE}}<span class="no-price">no flight</span>{{/DAY_NONE}}</a>{{/DAY_LINK}}{{#DAY_OFF}}<span class="off"><span class="day"><span>{{WEEKDAY}}</span> {{DAY_NAME}}</span><span class="no-price">–</span></span>{{/DAY_OFF}}{{/DAY}}
</nav>
{{#FOUND}}
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
<div class="card empty"><p><strong>No flights on this day.</strong> {{TEXT}}</p></div>
{{/NOTHING}}
</section>
{{/LEG}}
</main>
