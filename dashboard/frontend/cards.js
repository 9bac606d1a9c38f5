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
      const mark = add(block, "mark", MARKS[part.mark] || "", part.text)
      if (part.note) mark.title = part.note
    }
  }
}

function drawCard(parent, card) {
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
    for (const [label, value] of card.facts) {
      const pair = add(list, "div", "")
      add(pair, "dt", "", label)
      add(pair, "dd", "", value)
    }
  }
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
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector("#cards")
  if (!root) return
  root.replaceChildren()
  for (const card of data.cards || []) drawCard(root, card)
  // A newly chosen event comes into view; a rerun for another reason does not move the page.
  if (data.focus && seen.get(root) !== data.focus) root.scrollIntoView({ block: "nearest", behavior: "smooth" })
  seen.set(root, data.focus)
}
