{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="{{PAGE}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>{{HEADING}}</h1>
{{#INTRO}}<p class="lead">{{TEXT}}</p>{{/INTRO}}
{{#NOTE}}<p class="note good" role="status">{{TEXT}}</p>{{/NOTE}}
<form class="card" id="code" method="post" action="{{ACTION_PATH}}" data-form="{{PAGE}}" novalidate>
{{#HIDDEN}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/HIDDEN}}
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
<button class="{{BUTTON_CLASS}}" type="submit">{{BUTTON}}</button>
</form>
<ul class="actions">{{#CHOICE}}<li><a href="{{LINK}}">{{TEXT}}</a></li>{{/CHOICE}}</ul>
</main>
