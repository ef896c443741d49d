{{%AUTOESCAPE context="HTML"}}
<div class="error-summary" role="alert" tabindex="-1" autofocus>
<h2>{{PROBLEM_TITLE}}</h2>
{{#PROBLEM_WORDS}}<p>{{TEXT}}</p>{{/PROBLEM_WORDS}}
{{#COMPLAINTS}}
<ul>
{{#COMPLAINT}}<li><a href="#{{COMPLAINT_ID}}">{{MESSAGE}}</a></li>{{/COMPLAINT}}
</ul>
{{/COMPLAINTS}}
</div>
