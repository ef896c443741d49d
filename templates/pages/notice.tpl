{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="notice" {{>PROBLEM_ATTRIBUTES}}>
<div class="pass notice">
<div class="pass-main">
<p class="eyebrow">{{STATUS}}</p>
<h1>{{HEADING}}</h1>
<p class="lead">{{WORDS}}</p>
{{#COMPLAINTS}}<ul>{{#COMPLAINT}}<li>{{MESSAGE}}</li>{{/COMPLAINT}}</ul>{{/COMPLAINTS}}
{{#REQUEST}}<p class="hint">If you write to us about this, please give the number <span class="seat-no">{{REQUEST_ID}}</span>.</p>{{/REQUEST}}
</div>
<div class="pass-stub">
<a class="button" href="/">Search flights</a>
<a class="button secondary" href="/#find">Find my booking</a>
</div>
</div>
</main>
