/* The style sheet of the report page: one column that holds at 400 px, light and dark by the reader's setting. */
#ifndef ANNALS_SHOW_REPORT_STYLE_H
#define ANNALS_SHOW_REPORT_STYLE_H

#include "record/event.h"

/* One rule for each stance: when its box is chosen, claims of other stances go. */
#define AN_REPORT_STANCE(name, text) ",#fc-" text ":checked~.wide tbody>:not(." text ")"
#define AN_REPORT_STANCES AN_STANCE_LIST(AN_REPORT_STANCE)

#define AN_REPORT_STYLE                                                                                                        \
    ":root{color-scheme:light dark;--ink:#1d2330;--soft:#5b6475;--line:#d9dee7;--paper:#fff;--ground:#f5f6f9;--link:#1a56b0;"  \
    "--q1:#7fb2e5;--q2:#2f6fb3;--q3:#f0a45a;--q4:#c8402f;--m1:#d8e8fb;--m2:#fbe0cf;--m3:#e7e2f7;--m4:#d9efdf;--m5:#fbe3ee;--m6:#f3efc6}" \
    "@media(prefers-color-scheme:dark){:root{--ink:#e4e8f0;--soft:#98a2b5;--line:#323a49;--paper:#1b212c;--ground:#12161e;--link:#8ab8f5;" \
    "--q1:#5f93c9;--q2:#3f86d4;--q3:#d08a45;--q4:#e0604e;--m1:#1f3d63;--m2:#61371f;--m3:#3c3366;--m4:#1f4a30;--m5:#5c2743;--m6:#4d4718}}" \
    "*{box-sizing:border-box}html{scroll-behavior:smooth}body{margin:0;background:var(--ground);color:var(--ink);"             \
    "font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}a{color:var(--link)}"                     \
    "header,main,footer{max-width:1040px;margin:0 auto;padding:0 16px}header{padding-top:24px}h1{margin:0;font-size:1.7rem;line-height:1.2}" \
    "h2{margin:0 0 12px;font-size:1.15rem}.totals{color:var(--soft);margin:6px 0}.totals b{color:var(--ink);margin-left:10px}"  \
    ".totals b:first-child{margin-left:0}nav{display:flex;flex-wrap:wrap;gap:4px 16px;margin:8px 0 16px}"                       \
    "section{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:16px;margin:0 0 16px}"             \
    ".wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}th{text-align:left;color:var(--soft);font-weight:600}" \
    "th,td{padding:5px 12px 5px 0;border-bottom:1px solid var(--line);vertical-align:top}tr:last-child td{border-bottom:0}"     \
    ".n{text-align:right;font-variant-numeric:tabular-nums}.dyads td{white-space:nowrap}.dyads .bar{width:45%;min-width:120px}" \
    ".bar i{display:inline-block;height:14px;vertical-align:middle}small,.note,.facts,.stance{color:var(--soft)}.note{font-size:.85rem;margin:8px 0 0}" \
    ".legend{display:flex;flex-wrap:wrap;gap:4px 14px;font-size:.85rem;color:var(--soft);margin:0 0 10px}.legend i{display:inline-block;width:12px;" \
    "height:12px;border-radius:3px;margin-right:5px;vertical-align:-1px}i.q1{background:var(--q1)}i.q2{background:var(--q2)}"   \
    "i.q3{background:var(--q3)}i.q4{background:var(--q4)}svg{width:100%;height:auto;display:block}svg text{fill:var(--soft);font-size:13px}" \
    "rect.q1{fill:var(--q1)}rect.q2{fill:var(--q2)}rect.q3{fill:var(--q3)}rect.q4{fill:var(--q4)}.axis{stroke:var(--soft)}"     \
    ".network line{opacity:.55}.network .conflict{stroke:var(--q4)}.network .cooperation{stroke:var(--q2)}"                    \
    ".network circle{fill:var(--ink);stroke:var(--paper);stroke-width:2}.network text{fill:var(--ink);text-anchor:middle;font-size:13px;" \
    "paint-order:stroke;stroke:var(--paper);stroke-width:4px}details{border-top:1px solid var(--line);padding:8px 0}"           \
    "summary{cursor:pointer;font-weight:600}.event{padding:10px 0 10px 12px;border-left:3px solid var(--line);margin:10px 0}"   \
    ".act{margin:0}.type{color:#fff;border-radius:4px;padding:1px 7px;font-size:.78rem;font-weight:700;letter-spacing:.03em}"   \
    ".type.q1{background:#386fa8}.type.q2{background:#24588f}.type.q3{background:#a65f14}.type.q4{background:#b03324}"          \
    ".arrow,.unknown{color:var(--soft)}blockquote{margin:6px 0;overflow-wrap:anywhere}"                                        \
    "mark{color:inherit;border-radius:3px;padding:0 2px}.actor{background:var(--m1)}.recipient{background:var(--m2)}.date{background:var(--m3)}" \
    ".place{background:var(--m4)}.quantity{background:var(--m5)}.saying{background:var(--m6)}"                                 \
    ".facts{display:flex;flex-wrap:wrap;gap:2px 14px;margin:0;font-size:.85rem}.factuality{font-style:italic}.rule{opacity:.8}.corrected{font-weight:600}" \
    "input[type=radio]{position:absolute;opacity:0}input[type=radio]+label{display:inline-block;border:1px solid var(--line);border-radius:14px;padding:1px 12px;"     \
    "margin:6px 6px 8px 0;font-size:.85rem;cursor:pointer}input:checked+label{background:var(--ink);color:var(--paper)}input:checked+label small{color:inherit}"         \
    "input:focus-visible+label{outline:2px solid var(--link)}#fi-several:checked~.incidents>:not(.several),#fi-independent:checked~.incidents>:not(.independent),"      \
    "#fi-contradicted:checked~.incidents>:not(.contradicted)" AN_REPORT_STANCES "{display:none}"                                  \
    ".incident summary .facts{display:flex;font-weight:400;margin-top:4px}.incident summary::marker{color:var(--soft)}.accounts{min-width:760px}.accounts th:nth-child(2){min-width:150px}.accounts td,.accounts th{font-size:.85rem}.accounts tr:not(.said) td{border-bottom:0}.said td{padding-top:0}.said q{color:var(--soft)}.accounts tbody tr:first-child td{padding-top:8px}.accounts td:first-child,.accounts td:nth-child(5){white-space:nowrap}"     \
    ".disputed{background:var(--m2);border-radius:3px;padding-left:3px;color:var(--ink)}td.disputed{font-weight:600}.taken{color:var(--q4)}:target{outline:2px solid var(--link);" \
    "outline-offset:3px}.curves{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(420px,100%),1fr));gap:18px}figure{margin:0}figcaption{font-size:.9rem}"   \
    "svg.curve text{font-size:11px}img.ahead{width:100%;height:auto;background:#fff}.turning{stroke:var(--ink);stroke-dasharray:4 3;stroke-width:1.5}.turnings{font-size:.85rem;margin:4px 0 0;padding-left:18px}"       \
    ".map{background:var(--ground);border-radius:6px}.map .land{fill:var(--paper);stroke:var(--line);stroke-width:8}.map .hatch{stroke-width:3}line.q1,.vague.q1{stroke:var(--q1)}" \
    "line.q2,.vague.q2{stroke:var(--q2)}line.q3,.vague.q3{stroke:var(--q3)}line.q4,.vague.q4{stroke:var(--q4)}circle.vague{stroke-dasharray:5 4;stroke-width:1.5;fill-opacity:.75}" \
    "path.vague{stroke-width:8;fill-opacity:.45}.exact{stroke:var(--paper);stroke-width:1.2;fill-opacity:.85}.exact.q1{fill:var(--q1)}.exact.q2{fill:var(--q2)}"      \
    ".exact.q3{fill:var(--q3)}.exact.q4{fill:var(--q4)}.map text{fill:var(--ink);font-size:12px;paint-order:stroke;stroke:var(--paper);stroke-width:3px}"              \
    ".map text.country{text-anchor:middle;font-style:italic}.map a:focus *,.map a:hover *{stroke:var(--ink)}"                     \
    "@media print{body,section{background:#fff}nav,input,input+label{display:none!important}section{border:0;padding:0}details::details-content{content-visibility:visible;"  \
    "block-size:auto}.wide{overflow:visible}.accounts{min-width:0}summary,h2{break-after:avoid}table{font-size:.75rem}.event,tr,figure,svg{break-inside:avoid}}"                       \
    "footer{padding:8px 16px 32px;color:var(--soft);font-size:.85rem}@media(max-width:560px){body{font-size:15px}section{padding:12px}"   \
    "svg text,.network text{font-size:22px}.dyads td{white-space:normal}.documents thead,.claims thead{display:none}"                \
    ".documents tr,.claims tr{display:block;padding:6px 0;border-bottom:1px solid var(--line)}.documents td,.claims td{display:inline;border:0;padding:0 8px 0 0}" \
    ".documents td:nth-child(2),.claims td:nth-child(4){display:block}.documents .n:empty{display:none}.documents .n::after{content:' own'}.documents .n+.n::after{content:' events'}.documents .n+.n+.n::after{content:' claims'}}"

#endif
