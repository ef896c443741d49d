{{%AUTOESCAPE context="HTML"}}
<table class="prices">
<caption class="sr">What it costs</caption>
<thead class="sr"><tr><th scope="col">Item</th><th scope="col">Amount</th></tr></thead>
{{#PRICE_GROUP}}
<tbody>
{{#PRICE_HEADING}}<tr class="group"><th scope="rowgroup" colspan="2">{{TEXT}}</th></tr>{{/PRICE_HEADING}}
{{#PRICE_LINE}}<tr><th scope="row">{{PRICE_LABEL}}<span class="times">{{PRICE_TIMES}}</span></th><td>{{AMOUNT}}</td></tr>{{/PRICE_LINE}}
</tbody>
{{/PRICE_GROUP}}
<tfoot><tr><th scope="row">Total</th><td>{{TOTAL}}</td></tr></tfoot>
</table>
