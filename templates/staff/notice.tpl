{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="admin-notice" {{>PROBLEM_ATTRIBUTES}}>
<p class="eyebrow">{{STATUS}}</p>
<h1>{{HEADING}}</h1>
<p class="lead">{{WORDS}}</p>
{{#REQUEST}}<p class="hint">Its number in the log is <span class="seat-no">{{REQUEST_ID}}</span>.</p>{{/REQUEST}}
{{#SIGNED_OUT}}<p>{{TEXT}}, then load this page again: what you typed is sent once more.</p>
<p><a class="button" href="{{LINK}}" target="_blank" rel="noopener">{{TEXT}}</a></p>{{/SIGNED_OUT}}
{{#START}}<p><a class="button" href="/admin/">To the start</a></p>{{/START}}
</main>
