{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="admin-{{PAGE}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>{{HEADING}}</h1>
{{#INTRO}}<p class="lead">{{TEXT}}</p>{{/INTRO}}
{{#NOTE}}<p class="note" role="status">{{TEXT}}</p>{{/NOTE}}
<form class="card" method="post" action="{{ACTION_PATH}}" data-form="{{PAGE}}" novalidate>
{{#HIDDEN}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/HIDDEN}}
{{#FORM_FIELD}}{{>TEXT_FIELD}}{{/FORM_FIELD}}
<button class="button" type="submit">{{BUTTON}}</button>
</form>
</main>
