// Draws cards of text that comes from articles. Everything is set as textContent: nothing in it can become markup.
const MARKS = { visit: "visit", drill: "drill", test: "test", quote: "quote" }
const seen = new WeakMap()

function add(parent, tag, className, text) {
  const element = document.createElement(tag)
  if (className) element.className = className
  if (text !== undefined && text !== null) element.textContent = text
  parent.append(element)
  return element
}

function drawPassage(parent, passage) {
  const tag = passage.kind === "heading" || passage.kind === "headline" ? "h4" : "p"
  const block = add(parent, tag, passage.kind || "paragraph")
  for (const part of passage.parts) {
    if (!part.mark) block.append(document.createTextNode(part.text))
    else {
      const mark = add(block, "mark", (MARKS[part.mark] || "") + (part.at ? " at" : ""), part.text)
      if (part.note) mark.title = part.note
    }
  }
}

// A link to a page of this app, under the filters of this one. A plain click does what Back does, so that the session
// and what was typed in it stay; any other opens the address as usual.
function addPageLink(parent, to, keep) {
  const link = add(parent, "a", "", to.label)
  link.href = addressOf(to, keep)
  link.onclick = (event) => {
    link.href = addressOf(to, keep)
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    history.pushState({}, "", link.href)
    dispatchEvent(new PopStateEvent("popstate", { state: {} }))
  }
}

function addressOf(to, keep) {
  const query = new URLSearchParams()
  for (const [name, value] of new URLSearchParams(location.search)) if (keep.includes(name)) query.append(name, value)
  for (const [name, value] of Object.entries(to.query)) query.set(name, value)
  return encodeURIComponent(to.page) + "?" + query
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

function drawCard(parent, card, keep) {
  const box = add(parent, "article", card.plain ? "plain" : "card")
  if (card.heading) add(box, "h3", "heading", card.heading)
  if (card.quote) add(box, "blockquote", "", card.quote)
  for (const passage of card.passages || []) drawPassage(box, passage)
  if (card.who || card.badge) {
    const who = add(box, "p", "who")
    if (card.who) add(who, "strong", "", card.who)
    if (card.role) add(who, "span", "role", card.role)
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
    const links = add(box, "p", "meta links")
    for (const to of card.links) addPageLink(links, to, keep)
  }
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector("#cards")
  if (!root) return
  root.replaceChildren()
  root.className = data.beside ? "beside" : ""
  for (const card of data.cards || []) drawCard(root, card, data.keep || [])
  // A newly chosen event comes into view; a rerun for another reason does not move the page.
  const at = root.querySelector("mark.at")
  if (data.focus && seen.get(root) !== data.focus) {
    if (at) at.scrollIntoView({ block: "center" })
    else root.scrollIntoView({ block: "nearest", behavior: "smooth" })
  }
  seen.set(root, data.focus)
}
