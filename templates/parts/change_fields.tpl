{{%AUTOESCAPE context="HTML"}}
<input type="hidden" name="version" value="{{VERSION}}"><input type="hidden" name="key" value="{{KEY}}">
