// What every component draws with. Everything is set as textContent: nothing in it can become markup.
const MARKS = { visit: "visit", drill: "drill", test: "test", quote: "quote", hit: "hit" }

function add(parent, tag, className, text) {
  const element = document.createElement(tag)
  if (className) element.className = className
  if (text !== undefined && text !== null) element.textContent = text
  parent.append(element)
  return element
}

// A link to a page of this app, under the filters of this one and what the link itself keeps of its address. A plain
// click does what Back does, so that the session and what was typed in it stay; any other opens the address as usual.
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
  for (const [name, value] of new URLSearchParams(location.search))
    if (keep.includes(name) || to.keep.includes(name)) query.append(name, value)
  for (const [name, value] of Object.entries(to.query)) query.set(name, value)
  return encodeURIComponent(to.page) + "?" + query
}
