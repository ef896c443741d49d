{{%AUTOESCAPE context="HTML"}}
<ul class="seat-key" aria-hidden="true">
<li><span class="swatch free"></span>Free</li>
<li><span class="swatch yours"></span>Yours</li>
<li><span class="swatch taken"></span>Taken</li>
<li><span class="swatch exit"></span>Exit row</li>
</ul>
