/** How a report looks, on a screen in either scheme and on paper. */
export const REPORT_STYLES = `
:root{color-scheme:light dark;font:14px/1.45 system-ui,sans-serif;--text:#181d22;--quiet:#525c66;--line:#dce0e4;--page:#fff;--real:#005a8f;--fake:#a84300;--wrong:#b3261e}
@media (prefers-color-scheme:dark){:root{--text:#e6e9ec;--quiet:#a2acb6;--line:#2e343a;--page:#16191c;--real:#5cb8f0;--fake:#ff9a5c;--wrong:#ff8a80}}
@media print{:root{--text:#000;--quiet:#444;--line:#bbb;--page:#fff;--real:#005a8f;--fake:#a84300;--wrong:#b3261e}}
body{margin:0;background:var(--page);color:var(--text)}
main{max-width:1120px;margin:0 auto;padding:32px 24px}
h1{font-size:22px;margin:0 0 4px;overflow-wrap:anywhere}h2{font-size:16px;margin:28px 0 8px}p{margin:0 0 4px}
.quiet{color:var(--quiet)}.wrong{color:var(--wrong);font-weight:600}.real{color:var(--real)}.fake{color:var(--fake)}
dl{display:grid;grid-template-columns:160px 1fr;gap:4px 16px;margin:0}dt{color:var(--quiet)}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;margin:8px 0 16px;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:4px 20px 4px 0;border-bottom:1px solid var(--line);font-weight:400}td{text-align:right}td.quiet{text-align:left;padding-left:8px}thead th{color:var(--quiet);font-size:12px}
ol{list-style:none;margin:12px 0 0;padding:0}
.faces{display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:20px 16px}
.rows{display:grid;grid-template-columns:repeat(auto-fill,minmax(260px,1fr));gap:12px 16px}
li{min-width:0;break-inside:avoid;font-size:13px}li p{display:flex;justify-content:space-between;gap:8px;margin:2px 0}
.path{overflow-wrap:anywhere;font-size:12px}
.picture{position:relative;background:#767676;border-radius:6px;overflow:hidden;margin-bottom:6px}
.picture img{display:block;width:100%;height:auto}.picture .heat{position:absolute;inset:0;height:100%}
.gone{aspect-ratio:1;display:grid;place-items:center;color:#fff;padding:12px;text-align:center;overflow-wrap:anywhere}
.bar{display:flex;align-items:center;gap:8px}.bar img{width:240px;height:12px;border-radius:2px}
`.trim();
