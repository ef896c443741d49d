{{%AUTOESCAPE context="HTML"}}
<figure class="chart {{SIZE}}" data-chart="{{CHART_ID}}">
<figcaption id="{{CHART_ID}}-name">{{#CHART_LINK}}<a href="{{LINK}}">{{TEXT}}</a>{{/CHART_LINK}}{{#CHART_NAME}}{{TEXT}}{{/CHART_NAME}}{{#CHART_NOTE}} <span>{{TEXT}}</span>{{/CHART_NOTE}}</figcaption>
<section class="scroll" aria-labelledby="{{CHART_ID}}-name" tabindex="0">
<svg viewBox="0 0 {{WIDTH}} {{HEIGHT}}" role="img" aria-labelledby="{{CHART_ID}}-title" aria-describedby="{{CHART_ID}}-desc" focusable="false"><title id="{{CHART_ID}}-title">{{CHART_TITLE}}</title><desc id="{{CHART_ID}}-desc">{{CHART_WORDS}}</desc>{{#CHART_GRID}}<path class="chart-grid" d="M{{X}} {{Y}}H{{X_END}}"/><text class="chart-value" x="{{X_TEXT}}" y="{{Y_TEXT}}">{{TEXT}}</text>{{/CHART_GRID}}{{#CHART_TICK}}<text class="chart-tick" x="{{X}}" y="{{Y}}">{{TEXT}}</text>{{/CHART_TICK}}{{#CHART_BAR}}<rect class="chart-bar {{KIND}}" x="{{X}}" y="{{Y}}" width="{{WIDTH}}" height="{{HEIGHT}}"><title>{{TEXT}}</title></rect>{{/CHART_BAR}}{{#CHART_LINE}}<path class="chart-line {{KIND}}" d="{{PATH}}"/>{{/CHART_LINE}}{{#CHART_DOT}}<circle class="chart-dot" cx="{{X}}" cy="{{Y}}" r="45"/>{{/CHART_DOT}}</svg>
</section>
<details>
<summary>These figures as a table</summary>
<section class="scroll" aria-label="{{CHART_TITLE}}, figures" tabindex="0">
<table class="table">
<thead><tr>{{#CHART_HEAD}}<th scope="col"{{#NUMBER}} class="number"{{/NUMBER}}>{{TEXT}}</th>{{/CHART_HEAD}}</tr></thead>
<tbody>
{{#CHART_ROW}}<tr><th scope="row">{{TEXT}}</th>{{#CHART_CELL}}<td class="number">{{TEXT}}</td>{{/CHART_CELL}}</tr>
{{/CHART_ROW}}
</tbody>
</table>
</section>
</details>
</figure>
