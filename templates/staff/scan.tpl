{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow scan-page" data-page="admin-scan" data-departure="{{NAME}}" data-act="{{ACT_NAME}}" data-gate="{{GATE}}" data-booked="{{BOOKED}}" data-checked-in="{{CHECKED_IN}}" data-boarded="{{BOARDED}}" data-missing="{{MISSING}}" {{>PROBLEM_ATTRIBUTES}}>
<p class="eyebrow"><a href="/admin/departures/{{NAME}}/manifest">Passengers of {{NAME}}</a></p>
<h1>Scan for {{NAME}}</h1>
<p class="hint">{{ORIGIN}} – {{DESTINATION}}, <time datetime="{{INSTANT}}">{{DEPARTS}}</time>, {{AIRCRAFT}}, {{STATE}}, gate {{GATE}}{{#CLOSED}} since <time datetime="{{INSTANT}}">{{TEXT}}</time>{{/CLOSED}}</p>
<ul class="tabs">{{#ACT_CHOICE}}<li><a class="button secondary" href="{{LINK}}"{{#CURRENT}} aria-current="true"{{/CURRENT}}>{{TEXT}}</a></li>{{/ACT_CHOICE}}</ul>
<form class="card" method="post" action="{{ACTION_PATH}}" data-form="scan" novalidate>
<input type="hidden" name="act" value="{{ACT_NAME}}">
<input type="hidden" name="key" value="{{KEY}}">
<div class="field{{#ERROR}} invalid{{/ERROR}}"><label for="code">Code</label>{{#ERROR}}<p class="error" id="code-error"><span class="sr">Error:</span>{{BI_SPACE}}{{MESSAGE}}</p>{{/ERROR}}<input id="code" name="code" type="text" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint{{#ERROR}} code-error{{/ERROR}}"{{#ERROR}} aria-invalid="true"{{/ERROR}} autofocus><p class="hint" id="code-hint">Scan it, or type the booking code, with / and a number for one passenger, and Enter</p></div>
<button class="button" type="submit">Enter</button>
</form>
{{#ANSWER}}<section class="answer{{#GOOD}} good{{/GOOD}}{{#BAD}} bad{{/BAD}}" role="alert" data-answer="{{ANSWER_NAME}}">
<h2>{{LARGE}}{{#SEAT}} <span class="answer-seat">{{SEAT_NO}}</span>{{/SEAT}}</h2>
<p>{{TEXT}}</p>
<ul>{{#CHOICE}}<li><form method="post" action="{{ACTION_PATH}}" data-form="scan-one"><input type="hidden" name="act" value="{{ACT_NAME}}"><input type="hidden" name="code" value="{{PASSENGER}}"><input type="hidden" name="key" value="{{KEY}}"><button class="button secondary" type="submit">{{SEAT_NO}} {{WHO_NAME}}, {{STATE_WORDS}}</button></form></li>{{/CHOICE}}</ul>
</section>{{/ANSWER}}
<ul class="counters"><li><b>{{BOOKED}}</b> booked</li><li><b>{{CHECKED_IN}}</b> checked in</li><li><b>{{BOARDED}}</b> on board</li><li><b>{{MISSING}}</b> missing</li></ul>
</main>
