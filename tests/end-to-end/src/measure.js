// Where the text of an annotator lies: from a piece of text to its place, from a place to the screen.
// Goes before the scripts that read a page; `root` is the selector of the annotator.

const pane = () => document.querySelector(root + ' [data-part=text]');
const paragraphs = () => [...pane().querySelectorAll('p[data-paragraph]')];
const whole = () => paragraphs().map(p => p.textContent).join('\n');

// The start and end of the one place where a text stands. ⟨⟩ picks a part of it.
function find(needle) {
  const bare = needle.replace(/[⟨⟩]/gu, '');
  const text = whole();
  const at = text.indexOf(bare);
  if (at < 0) throw new Error(`the text has no “${bare}”`);
  if (text.indexOf(bare, at + 1) >= 0) throw new Error(`the text has “${bare}” more than once`);
  const open = needle.indexOf('⟨');
  if (open < 0) return [at, at + bare.length];
  return [at + open, at + needle.indexOf('⟩') - 1];
}

// The text nodes under a stretch, each with its part of it.
function pieces(start, end) {
  const found = [];
  let at = 0;
  for (const p of paragraphs()) {
    const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const from = Math.max(start - at, 0);
      const to = Math.min(end - at, node.length);
      if (from < to) found.push({ node, from, to });
      at += node.length;
    }
    at += 1;
  }
  return found;
}

function rects(start, end) {
  return pieces(start, end).flatMap(({ node, from, to }) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return [...range.getClientRects()].filter(r => r.width > 0 && r.height > 0);
  });
}

const runsLeft = c => /[\u0590-\u08ff\ufb1d-\ufeff]/u.test(c);

// What lies at an edge of a stretch, last or first of all. WebKit tells of a line word by word, from left to right
// whatever way the words run: there only the character at the edge is asked for.
function edgeRects(start, end, atEnd) {
  if (navigator.vendor.startsWith('Apple')) {
    const characters = [...new Intl.Segmenter().segment(whole().slice(start, end))];
    const { index, segment } = characters[atEnd ? characters.length - 1 : 0];
    const found = rects(start + index, start + index + segment.length);
    if (found.length) return found;
  }
  return rects(start, end);
}

// The point on the screen just inside an edge of a stretch: a press there puts the caret at the edge.
function edgePoint(start, end, atEnd) {
  const all = edgeRects(start, end, atEnd);
  if (!all.length) throw new Error('the stretch is not drawn');
  const r = atEnd ? all[all.length - 1] : all[0];
  const text = whole();
  const left = runsLeft(text[atEnd ? end - 1 : start]) === atEnd;
  // A mouse stands on whole pixels: a fraction that is cut off must not put it on the character beside.
  const inside = Math.min(0.5, r.width / 5);
  return { x: left ? Math.ceil(r.left + inside) : Math.floor(r.right - inside), y: (r.top + r.bottom) / 2 };
}

function show(start, end) {
  const all = rects(start, end);
  const top = Math.min(...all.map(r => r.top));
  const bottom = Math.max(...all.map(r => r.bottom));
  if (top < 60 || bottom > innerHeight - 60) {
    pieces(start, end)[0].node.parentElement.scrollIntoView({ block: 'center', behavior: 'instant' });
  }
}

// A point must reach the text: nothing may lie over what is read.
function reachable(point) {
  const hit = document.elementFromPoint(point.x, point.y);
  if (!hit || !pane().contains(hit)) {
    const what = hit ? hit.outerHTML.slice(0, 200) : 'nothing';
    throw new Error(`the text at ${point.x}, ${point.y} cannot be clicked: there is ${what}`);
  }
  return point;
}

// How far the text is scrolled, by the window and by whatever else scrolls it.
function scrolled() {
  let top = 0;
  for (let e = pane(); e; e = e.parentElement) top += e.scrollTop;
  return top;
}
