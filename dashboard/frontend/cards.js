// Draws cards of text that comes from articles, with what `drawing.js` before it defines.
const seen = new WeakMap()

// Text, or a list of its parts, some of them marked.
function fill(block, parts) {
  for (const part of typeof parts === "string" ? [{ text: parts }] : parts) {
    if (!part.mark) block.append(document.createTextNode(part.text))
    else {
      const mark = add(block, "mark", MARKS[part.mark] || "", part.text)
      if (part.note) mark.title = part.note
    }
  }
}

function drawPassage(parent, passage) {
  const tag = passage.kind === "heading" || passage.kind === "headline" ? "h4" : "p"
  fill(add(parent, tag, passage.kind || "paragraph"), passage.parts)
}

function drawList(parent, items, keep) {
  const list = add(parent, "ul", "list")
  for (const item of items) {
    const line = add(list, "li", item.under ? "under" : "")
    if (item.link) addPageLink(line, item.link, keep)
    else if (item.text) add(line, "span", "", item.text)
    if (item.note) add(line, "span", "note", item.note)
  }
}

// Counts over time in bins of one width; the numbers are in the label and in what a pointer shows.
function drawBars(parent, bars) {
  const box = add(parent, "div", "bars")
  box.setAttribute("role", "img")
  box.setAttribute("aria-label", bars.label)
  const most = Math.max(...bars.bins.map((bin) => bin[1]))
  for (const [name, n] of bars.bins) {
    const bar = add(box, "span", n ? "" : "none")
    bar.style.height = (n / most) * 100 + "%"
    bar.title = name + ": " + n.toLocaleString("en")
  }
  const ends = add(parent, "p", "ends")
  add(ends, "span", "", bars.bins[0][0])
  if (bars.bins.length > 1) add(ends, "span", "", bars.bins[bars.bins.length - 1][0])
}

function drawCard(parent, card, keep) {
  const box = add(parent, "article", card.plain ? "plain" : "card")
  if (card.heading) fill(add(box, "h3", "heading"), card.heading)
  if (card.quote) fill(add(box, "blockquote"), card.quote)
  for (const passage of card.passages || []) drawPassage(box, passage)
  if (card.who || card.badge) {
    const who = add(box, "p", "who")
    if (card.who) fill(add(who, "strong"), card.who)
    if (card.role) fill(add(who, "span", "role"), card.role)
    if (card.badge) add(who, "span", "badge " + (card.badgeKind || ""), card.badge)
  }
  if (card.facts && card.facts.length) {
    const list = add(box, "dl", "facts")
    if (card.explained) list.className = "explained"
    for (const [label, value, meaning] of card.facts) {
      const pair = add(list, "div", "")
      add(pair, "dt", "", label)
      add(pair, "dd", "", value)
      if (meaning) add(pair, "dd", "meaning", meaning)
    }
  }
  if (card.list && card.list.length) drawList(box, card.list, keep)
  if (card.bars) drawBars(box, card.bars)
  if (card.meta || card.link) {
    const meta = add(box, "p", "meta", card.meta || "")
    if (card.link && /^https?:\/\//i.test(card.link)) {
      if (card.meta) meta.append(document.createTextNode(" · "))
      const link = add(meta, "a", "", "Open the article")
      link.href = card.link
      link.target = "_blank"
      link.rel = "noopener noreferrer"
    }
  }
  if (card.links && card.links.length) {
    const links = add(box, "p", "links")
    for (const to of card.links) addPageLink(links, to, keep)
  }
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector("#cards")
  if (!root) return
  root.replaceChildren()
  root.className = data.beside ? "beside" : ""
  for (const card of data.cards || []) drawCard(root, card, data.keep || [])
  // What is newly chosen comes into view; a rerun for another reason does not move the page.
  if (data.focus && seen.get(root) !== data.focus) root.scrollIntoView({ block: "nearest", behavior: "smooth" })
  seen.set(root, data.focus)
}
