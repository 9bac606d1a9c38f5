// Draws values with their counts as buttons that narrow a list. Uses `add` of `drawing.js` before it.
const FIRST = 6
const opened = new Map()

function drawFacet(root, facet, toggle, redraw) {
  const state = opened.get(facet.name) || { open: window.innerWidth > 640 || facet.values.some((v) => v.on), all: false }
  opened.set(facet.name, state)
  const box = add(root, "details")
  box.open = state.open
  box.addEventListener("toggle", () => { state.open = box.open })
  add(box, "summary", "", facet.label)
  const list = add(box, "ul")
  facet.values.forEach((value, place) => {
    if (place >= FIRST && !state.all && !value.on) return
    const button = add(add(list, "li"), "button")
    button.type = "button"
    button.setAttribute("aria-pressed", String(Boolean(value.on)))
    add(button, "span", "name", (value.on ? "✓ " : "") + value.label)
    add(button, "span", "n", value.n.toLocaleString("en"))
    button.addEventListener("click", () => toggle({ facet: facet.name, value: value.value }))
  })
  if (facet.values.length > FIRST) {
    const more = add(box, "button", "more", state.all ? "Show fewer" : "Show more")
    more.type = "button"
    more.addEventListener("click", () => { state.all = !state.all; redraw() })
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector("#facets")
  if (!root) return
  const draw = () => {
    root.replaceChildren()
    for (const facet of data.facets) drawFacet(root, facet, (what) => setTriggerValue("toggled", what), draw)
  }
  draw()
}
