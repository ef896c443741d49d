{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="{{PAGE}}" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>{{HEADING}}</h1>
{{#NOTE}}<p class="note" role="status">{{TEXT}}</p>{{/NOTE}}
<form class="card" method="post" action="{{ACTION_PATH}}" data-form="{{PAGE}}" novalidate>
{{#HIDDEN}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/HIDDEN}}
{{#EMAIL}}{{>TEXT_FIELD}}{{/EMAIL}}
{{#PASSWORD}}{{>TEXT_FIELD}}{{/PASSWORD}}
<button class="button" type="submit">{{BUTTON}}</button>
</form>
<ul class="actions">{{#CHOICE}}<li><a href="{{LINK}}">{{TEXT}}</a></li>{{/CHOICE}}</ul>
</main>
