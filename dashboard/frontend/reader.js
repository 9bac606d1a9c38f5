// Draws an article with its facts marked, and beside it the list of them, each leading to its place. Uses what
// `drawing.js` before it defines. Keys, while the list or the text has the focus: n for the next fact, p for the one before.
const shown = new WeakMap()

function drawText(root, data, pick) {
  const text = add(root, "article", "text")
  text.tabIndex = -1
  for (const passage of data.passages) {
    const heading = passage.kind === "heading" || passage.kind === "headline"
    const block = add(text, heading ? "h4" : "p", passage.kind || "paragraph")
    for (const part of passage.parts) {
      if (!part.mark) {
        block.append(document.createTextNode(part.text))
        continue
      }
      const mark = add(block, "mark", MARKS[part.mark] || "", part.text)
      if (part.note) mark.title = part.note
      if (part.facts && part.facts.length) {
        mark.dataset.facts = part.facts.join(" ")
        mark.addEventListener("click", () => pick(part.facts[0]))
      }
    }
  }
}

function drawSide(root, data, step, pick) {
  const side = add(root, "nav", "side")
  side.setAttribute("aria-label", "Facts found in this article")
  const jump = add(side, "div", "jump")
  const before = add(jump, "button", "", "‹ Previous")
  const next = add(jump, "button", "", "Next ›")
  before.addEventListener("click", () => step(-1))
  next.addEventListener("click", () => step(1))
  add(jump, "span", "place").setAttribute("aria-live", "polite")
  const list = add(side, "ol")
  for (const fact of data.facts) {
    const item = add(list, "li")
    const button = add(item, "button")
    button.dataset.number = fact.number
    add(add(button, "span", "kind"), "mark", MARKS[fact.kind] || "", fact.name)
    button.append(document.createTextNode(" " + fact.note))
    button.addEventListener("click", () => pick(fact.number))
    addPageLink(item, fact.link, data.keep)
  }
}

function show(root, data, number, move) {
  for (const mark of root.querySelectorAll("mark[data-facts]"))
    mark.classList.toggle("now", mark.dataset.facts.split(" ").includes(String(number)))
  for (const button of root.querySelectorAll("li > button"))
    button.setAttribute("aria-current", String(button.dataset.number === String(number)))
  const place = root.querySelector(".place")
  if (place) place.textContent = number ? number + " of " + data.facts.length : data.facts.length + " in all"
  if (!move) return
  root.querySelector("mark.now")?.scrollIntoView({ block: "center" })
  root.querySelector('li > button[aria-current="true"]')?.scrollIntoView({ block: "nearest" })
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector("#reader")
  if (!root) return
  const before = shown.get(root)
  const what = JSON.stringify([data.article, data.passages, data.facts])
  const state = before && before.what === what ? before : { what, number: 0, sent: [], heard: undefined }
  shown.set(root, state)
  if (state !== before) {
    const pick = (number) => {
      state.number = number
      state.sent.push(number)
      show(root, data, number, true)
      setTriggerValue("mark", number)
    }
    const step = (by) => {
      const n = data.facts.length
      if (n) pick(state.number ? ((state.number - 1 + by + n) % n) + 1 : by > 0 ? 1 : n)
    }
    root.replaceChildren()
    drawText(root, data, pick)
    if (data.facts.length) drawSide(root, data, step, pick)
    root.onkeydown = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === "n" || event.key === "p") step(event.key === "n" ? 1 : -1)
    }
  }
  // An answer to what was picked here may come after the next pick, and must not move the reader back.
  const told = data.mark || 0
  const again = told === state.heard
  state.heard = told
  const answered = state.sent.indexOf(told)
  if (answered >= 0) state.sent.splice(0, answered + 1)
  if (again || answered >= 0) return
  state.number = told
  show(root, data, told, told > 0)
}
