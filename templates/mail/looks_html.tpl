{{%AUTOESCAPE context="HTML"}}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>
body { margin: 0; padding: 24px 12px; background: #f4f0e8; color: #15272b; font: 16px/1.5 -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
.sheet { max-width: 36rem; margin: 0 auto; padding: 24px; background: #fffdf8; border: 1px solid #d8d0c1; border-radius: 14px; overflow-wrap: break-word; }
h1 { margin: 0 0 12px; font-size: 24px; line-height: 1.2; }
h2 { margin: 20px 0 4px; padding-top: 16px; border-top: 1px dashed #d8d0c1; font-size: 16px; }
p { margin: 0 0 12px; }
a { color: #0c5a62; }
.code { display: block; font: 700 32px/1.2 Menlo, Consolas, monospace; letter-spacing: 6px; }
.fine { margin: 16px 0 0; color: #516265; font-size: 14px; }
@media (prefers-color-scheme: dark) {
body { background: #0c1416; color: #e8eeec; }
.sheet { background: #142023; border-color: #2c3d41; }
h2 { border-color: #2c3d41; }
a { color: #72cfca; }
.fine { color: #a1b2b2; }
}
</style>
