{{%AUTOESCAPE context="HTML"}}
<ol class="people">
{{#PASSENGER}}<li><span class="name">{{NAME}}</span>{{BI_SPACE}}<span class="kind">{{PASSENGER_TYPE}}</span>{{#BORN}}{{BI_SPACE}}<span class="born">born <time datetime="{{BORN_ON}}">{{BORN_WORDS}}</time></span>{{/BORN}}</li>{{/PASSENGER}}
</ol>
