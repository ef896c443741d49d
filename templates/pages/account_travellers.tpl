{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="account-travellers" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>Your travellers</h1>
{{>ACCOUNT_NAV}}
{{#NOTE}}<p class="note good" role="status">{{TEXT}}</p>{{/NOTE}}
<section class="card" aria-labelledby="saved-title">
<h2 id="saved-title">People you travel with</h2>
{{#NO_TRAVELLERS}}<p>Nobody yet. Whoever is in this list can be filled in when you book.</p>{{/NO_TRAVELLERS}}
<ul class="people">
{{#SAVED}}<li data-traveller="{{REF}}"><span class="name">{{NAME}}</span><span class="born">born <time datetime="{{BORN_ON}}">{{BORN_WORDS}}</time></span><div class="does"><a class="button quiet" href="/account/travellers/{{REF}}">Change<span class="sr"> {{NAME}}</span></a><form method="post" action="/account/travellers/{{REF}}/delete" data-form="traveller-delete"><button class="button quiet" type="submit">Remove<span class="sr"> {{NAME}}</span></button></form></div></li>{{/SAVED}}
</ul>
</section>
{{#ADDING}}
<form class="card" method="post" action="/account/travellers" data-form="traveller" novalidate>
<h2>Add somebody</h2>
{{>TRAVELLER_FIELDS}}
<button class="button" type="submit">Add</button>
</form>
{{/ADDING}}
</main>
