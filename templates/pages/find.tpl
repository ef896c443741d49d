{{%AUTOESCAPE context="HTML"}}
<main id="content" class="wide narrow" data-page="find" {{>PROBLEM_ATTRIBUTES}}>
{{>PROBLEM_SUMMARY}}
<h1>Find my booking</h1>
<section class="card">{{>FIND_FORM}}</section>
</main>
