// prune takes the rules out of a style sheet that no page of ours can match, so that a first visit loads less.
// It knows rules, at-rules that hold rules, and nothing more: enough for a sheet that was minified by its maker.

const holdsRules = /^@(media|supports|layer|container)\b/;

// Selectors of parts of the design system that our pages do not use: we have our own header, menu and grid,
// no date picker script, and icons are drawn in the page.
const unused = [
  /\.(icon-(?!svg)|icon-only)/, /\.(date-picker|datepicker)/, /\.cookie-message/, /\.language-switcher/, /\.(portal-|solution-|additional-info|authority-name)/,
  /\.(navigation-menu|mobile-|nav-link|nav-primary|nav-secondary|mainmenu|header|button-menu)/, /\.(overflow-menu|overflow-list|button-overflow|js-dropdown)/, /\.submenu/,
  /\.(tooltip|toast|spinner|back-to-top|toggle|tab-|tabnav|tabs|accordion|step-guide|stepguide|step-|sidenav|side-nav|anchor)/, /\.fds-modal|\.modal/,
  /\.(col|offset|order|row|no-gutters|flex|justify|align-(items|content|self))(-|\b)/, /\.[mp][trblxy]?-(sm|md|lg|xl)-/, /\.d-(sm|md|lg|xl)-/,
  /\.(pagination|search|card|structured-list|example|container|logo)/, /\.details/, /\.button-(unstyled-|arrow)/,
];

export function prune(css) {
  return rules(css).map(keep).join('');
}

function keep({ head, body }) {
  if (body === null) return head.startsWith('@charset') ? '' : head;
  if (head.startsWith('@font-face')) return '';
  if (holdsRules.test(head)) {
    const inner = rules(body).map(keep).join('');
    return inner && `${head}{${inner}}`;
  }
  if (head.startsWith('@')) return `${head}{${body}}`;
  const kept = selectors(head).filter((s) => !unused.some((u) => u.test(s)));
  return kept.length ? `${kept.join(',')}{${body}}` : '';
}

// rules splits a sheet at its outermost braces.
function rules(css) {
  const found = [];
  let depth = 0, start = 0, open = 0, quote = '';
  for (let i = 0; i < css.length; i++) {
    const c = css[i];
    if (quote) { if (c === '\\') i++; else if (c === quote) quote = ''; continue; }
    if (c === '"' || c === "'") quote = c;
    else if (c === '/' && css[i + 1] === '*') { const end = css.indexOf('*/', i) + 1; if (depth === 0) start = end + 1; i = end; }
    else if (c === '{' && depth++ === 0) open = i;
    else if (c === '}' && --depth === 0) { found.push({ head: css.slice(start, open).trim(), body: css.slice(open + 1, i) }); start = i + 1; }
    else if (c === ';' && depth === 0) { found.push({ head: css.slice(start, i + 1).trim(), body: null }); start = i + 1; }
  }
  return found;
}

// selectors splits a selector list at the commas that stand outside brackets.
function selectors(list) {
  const found = [];
  let depth = 0, start = 0;
  for (let i = 0; i < list.length; i++) {
    if ('(['.includes(list[i])) depth++;
    else if (')]'.includes(list[i])) depth--;
    else if (list[i] === ',' && depth === 0) { found.push(list.slice(start, i)); start = i + 1; }
  }
  found.push(list.slice(start));
  return found;
}
