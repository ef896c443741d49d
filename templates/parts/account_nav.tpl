{{%AUTOESCAPE context="HTML"}}
<nav class="account-nav" aria-label="Account"><ul class="actions">{{#ACCOUNT_LINK}}<li><a href="{{LINK}}"{{#HERE}} aria-current="page"{{/HERE}}>{{TEXT}}</a></li>{{/ACCOUNT_LINK}}</ul></nav>
