{{%AUTOESCAPE context="HTML"}}
<section class="card" aria-labelledby="meanwhile" data-meanwhile>
<h2 id="meanwhile">What changed meanwhile</h2>
<ul>
{{#CHANGE}}<li data-change="{{VERSION}}"><time datetime="{{CHANGED_AT}}">{{CHANGED_TEXT}}</time>, {{ACTOR}}: {{DETAIL}}</li>
{{/CHANGE}}
</ul>
</section>
